import { useEffect, useRef } from "preact/hooks";
import { t, tCode } from "./i18n";
import { documents, readable } from "./state";
import type { DocumentEntry } from "./types";

/** How many filings are in reach, and on request which, with what of each was not read. */
export function LibraryNote() {
  const sheet = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeElsewhere(sheet), []);
  if (!documents.value) return <span class="bar-note" />;
  const entries = readable.value;
  const following = entries.some((entry) => entry.status !== "complete");
  return (
    <details class="bar-note library" ref={sheet}>
      <summary>
        {count(entries.length)}
        {following && <span class="muted"> · {t("library.following")}</span>}
      </summary>
      <div class="sheet">
        <h2>{t("library.list")}</h2>
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** A click beside the open list, or Escape, closes it. */
function closeElsewhere(sheet: { current: HTMLDetailsElement | null }): () => void {
  const onClick = (event: MouseEvent) => {
    if (!sheet.current?.contains(event.target as Node)) sheet.current?.removeAttribute("open");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") sheet.current?.removeAttribute("open");
  };
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  return () => {
    document.removeEventListener("click", onClick);
    document.removeEventListener("keydown", onKey);
  };
}

function count(n: number): string {
  if (n === 0) return t("library.none");
  return n === 1 ? t("library.one") : t("library.count", { n });
}

const MOST_PAGES = 12;

function pagesOf({ failed_pages }: DocumentEntry): string {
  const numbers = failed_pages.slice(0, MOST_PAGES).map((page) => String(page.number));
  return [...numbers, ...(failed_pages.length > MOST_PAGES ? ["…"] : [])].join(t("list.comma"));
}

function Entry({ entry }: { entry: DocumentEntry }) {
  const { issuer, form, fiscal_label, fiscal_year } = entry.metadata;
  const reasons = [...new Set(entry.failed_pages.map((page) => tCode("reason", page.reason)))].join(t("list.comma"));
  return (
    <>
      <strong>{issuer ?? entry.name}</strong>{" "}
      <span class="muted">
        {form} · {fiscal_label ?? (fiscal_year ? `FY${fiscal_year}` : "–")} · {t("library.pages", { n: entry.page_count })}
      </span>
      {entry.failed_pages.length > 0 && (
        <div class="warn">{t("library.failed", { pages: pagesOf(entry), reasons })}</div>
      )}
    </>
  );
}
