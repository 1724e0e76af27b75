import { t, tCode } from "../i18n";
import type { Period, ResolvedQuestion } from "../types";

const periodName = ({ fiscal_year, quarter }: Period): string => `FY${fiscal_year}${quarter ? ` Q${quarter}` : ""}`;

/** What was understood of the question, before any answer: companies, periods, and what is in doubt. */
export function Understood({ question }: { question: ResolvedQuestion }) {
  const { companies, periods, documents, doubts } = question.scope;
  const chips = [...companies, ...periods.map(periodName)];
  if (chips.length + doubts.length + documents.length === 0 && question.text === question.asked) return null;
  return (
    <div class="understood">
      {question.text !== question.asked && <p>{t("understood.followup", { text: question.text })}</p>}
      <p>
        <span class="muted">{t("understood")}</span>{" "}
        {chips.map((chip) => (
          <span key={chip} class="chip">
            {chip}
          </span>
        ))}
        {doubts.map((doubt) => (
          <span key={doubt} class="chip warn">
            {tCode("doubt", doubt)}
          </span>
        ))}
        {documents.length > 0 && <span class="muted">{t("understood.documents", { n: documents.length })}</span>}
      </p>
    </div>
  );
}
