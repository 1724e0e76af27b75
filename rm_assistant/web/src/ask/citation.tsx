import { t } from "../i18n";
import { choose, sameCitation, selection } from "../state";
import type { Citation } from "../types";

/** A numbered source; a click draws it beside the answer. */
export function CitationChip({ claim, citation }: { claim: number; citation: Citation }) {
  const { number, issuer, form, fiscal_label, page } = citation;
  const current = sameCitation({ claim, citation }, selection.value);
  return (
    <button
      type="button"
      class="cite"
      aria-pressed={current}
      title={t("cite.open", { n: number, issuer, form, period: fiscal_label, page })}
      onClick={(event) => {
        event.stopPropagation();
        choose(claim, citation);
      }}
    >
      {number} · {t("cite.page", { page })}
    </button>
  );
}
