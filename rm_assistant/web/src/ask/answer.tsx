import { useEffect, useRef } from "preact/hooks";
import { t, tError, tNotice } from "../i18n";
import { earlier, problems, submit, type Exchange } from "../state";
import { CitationChip } from "./citation";
import { ClaimRow } from "./claim";
import { Summary } from "./summary";
import { Understood } from "./understood";

export function AnswerView({ exchange, past = false }: { exchange: Exchange; past?: boolean }) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!past && earlier.value.length) article.current?.scrollIntoView({ block: "start" });
  }, [earlier.value.length]);
  return (
    <article class={past ? "answer past" : "answer"} ref={article}>
      <h2 class="question">{exchange.asked}</h2>
      {exchange.question && <Understood question={exchange.question} />}
      <Banners exchange={exchange} />
      {exchange.claims.length > 1 && <Summary claims={exchange.claims} />}
      {exchange.claims.length > 0 && (
        <ol class="claims">
          {exchange.claims.map((claim) => (
            <ClaimRow key={claim.ordinal} claim={claim} />
          ))}
        </ol>
      )}
      {exchange.refusal && <RefusalView exchange={exchange} />}
      {exchange.running && <Progress exchange={exchange} />}
      {exchange.failure && <FailureView exchange={exchange} />}
      {exchange.record && <p class="record muted">{t("record", { id: exchange.record })}</p>}
      {!past && <Announcement exchange={exchange} />}
    </article>
  );
}

function Banners({ exchange }: { exchange: Exchange }) {
  // That the model is unavailable says already that sources are quoted.
  const degraded = exchange.notices.includes("model_unavailable");
  const codes = [...new Set(exchange.notices)].filter((code) => code !== "quoted" || !degraded);
  return (
    <>
      {codes.map((code) => (
        <p key={code} class={code === "quoted" ? "banner" : "banner warn"}>
          {tNotice(code, exchange.claims.length > 0)}
        </p>
      ))}
    </>
  );
}

function Progress({ exchange }: { exchange: Exchange }) {
  const { stage, documents } = exchange.stage ?? { stage: "searching" as const, documents: 0 };
  const words = stage === "searching" && documents ? t("stage.searching.n", { n: documents }) : t(`stage.${stage}`);
  return (
    <p class="progress">
      <span class="dot" aria-hidden="true" /> {words}
    </p>
  );
}

function RefusalView({ exchange }: { exchange: Exchange }) {
  const refusal = exchange.refusal!;
  return (
    <section class="refusal">
      <p>{refusal.message}</p>
      {refusal.searched.length > 0 && (
        <p class="small-text muted">{t("refused.searched", { names: refusal.searched.join(" · ") })}</p>
      )}
      {refusal.nearest.length > 0 && (
        <>
          <h3 class="small">{t("refused.nearest")}</h3>
          <ul class="nearest">
            {refusal.nearest.map((citation) => (
              <li key={citation.span}>
                <CitationChip claim={0} citation={citation} /> <q>{citation.quote}</q>{" "}
                <span class="origin muted">
                  {citation.issuer || citation.document_name} {citation.fiscal_label}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function FailureView({ exchange }: { exchange: Exchange }) {
  const failure = exchange.failure!;
  const words = exchange.claims.length ? t("error.midway") : tError(failure.code);
  return (
    <div class="banner bad failure" role="alert">
      <span class="banner-words">
        {words}
        {failure.reference && <small>{t("error.reference", { code: failure.code, id: failure.reference })}</small>}
      </span>
      {failure.retry && (
        <button type="button" class="secondary" onClick={() => void submit(exchange.asked)}>
          {t("ask.retry")}
        </button>
      )}
    </div>
  );
}

/** One polite message when an answer is done: a screen reader does not hear each claim arrive. */
function Announcement({ exchange }: { exchange: Exchange }) {
  const done = !exchange.running && exchange.claims.length > 0;
  return (
    <p class="unseen" aria-live="polite">
      {done ? t("summary.done", { n: exchange.claims.length, problems: problems(exchange.claims) }) : ""}
    </p>
  );
}
