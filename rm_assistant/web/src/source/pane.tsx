import { useEffect, useState } from "preact/hooks";
import { getPage } from "../api";
import { t } from "../i18n";
import { closeSource, documents, sameCitation, selection, step, trail } from "../state";
import type { Citation, Page } from "../types";
import { PageImage } from "./image";
import { PageText } from "./text";

export function SourcePane() {
  const chosen = selection.value;
  return (
    <aside class={chosen ? "source open" : "source"} aria-label={t("source.title")}>
      {chosen ? <Source citation={chosen.citation} /> : <p class="muted source-empty">{t("source.empty")}</p>}
    </aside>
  );
}

function Source({ citation }: { citation: Citation }) {
  const page = usePage(citation);
  return (
    <>
      <SourceHead citation={citation} />
      <div class="source-body">
        {page === "failed" && <p class="banner bad">{t("source.failed")}</p>}
        {page && page !== "failed" && (page.width > 0 ? <PageImage page={page} citation={citation} /> : <PageText page={page} citation={citation} />)}
      </div>
      <SourceFoot citation={citation} />
    </>
  );
}

function usePage(citation: Citation): Page | "failed" | null {
  const [page, setPage] = useState<Page | "failed" | null>(null);
  useEffect(() => {
    let current = true;
    setPage(null);
    getPage(citation.document, citation.page).then(
      (found) => current && setPage(found),
      () => current && setPage("failed"),
    );
    return () => {
      current = false;
    };
  }, [citation.document, citation.page]);
  return page;
}

function SourceHead({ citation }: { citation: Citation }) {
  const pages = documents.value?.find((entry) => entry.id === citation.document)?.page_count;
  const at = trail.value.findIndex((entry) => sameCitation(entry, selection.value));
  return (
    <header class="source-head">
      <div class="source-name">
        <h2>{citation.issuer || citation.document_name}</h2>
        <p class="muted">
          <span class="period" title={citation.fiscal_label}>
            {citation.form} {citation.fiscal_label}
          </span>
          <span>
            {pages ? t("source.page", { page: citation.page, pages }) : t("source.page.only", { page: citation.page })}
            {citation.page_label && ` (${t("source.printed", { label: citation.page_label })})`}
          </span>
        </p>
      </div>
      <span class="buttons">
        <button type="button" class="square" aria-label={t("source.previous")} title={`${t("source.previous")} (K)`} disabled={at <= 0} onClick={() => step(-1)}>
          ↑
        </button>
        <button type="button" class="square" aria-label={t("source.next")} title={`${t("source.next")} (J)`} disabled={at < 0 || at >= trail.value.length - 1} onClick={() => step(1)}>
          ↓
        </button>
        <button type="button" class="square" aria-label={t("source.close")} title={`${t("source.close")} (Esc)`} onClick={closeSource}>
          ×
        </button>
      </span>
    </header>
  );
}

function SourceFoot({ citation }: { citation: Citation }) {
  return (
    <footer class="source-foot">
      <p>
        <span class="muted">{t("source.quote")}</span>{" "}
        {citation.table_title && <span class="muted">{citation.table_title} </span>}
        {citation.unit && <span class="muted">{citation.unit} </span>}
        <q>{citation.quote}</q>
      </p>
      <p class="muted hash">
        {t("source.hash")} {citation.document.slice(0, 12)}…
      </p>
    </footer>
  );
}
