/** Questions made from the filings that are there, so that a newcomer's first one has an answer. */

import type { DocumentEntry, FilingMetadata, Language } from "./types";

const ANNUAL = new Set(["10-K", "20-F", "annual report", "有価証券報告書"]);
const MOST = 3;

/** Figures that nearly every annual report states, asked of its newest year. */
const TEMPLATES: Record<Language, string[]> = {
  en: [
    "What was the capital expenditure of {issuer} in {period}?",
    "What was the operating income of {issuer} in {period}?",
    "What was the net cash provided by operating activities of {issuer} in {period}?",
  ],
  ja: [
    "{issuer}の{period}の設備投資額は？",
    "{issuer}の{period}の営業利益は？",
    "{issuer}の{period}の営業活動によるキャッシュ・フローは？",
  ],
};

/** Up to three, in the reader's language, each of another company while there are as many. */
export function exampleQuestions(entries: DocumentEntry[], language: Language): string[] {
  const newest = newestAnnual(entries);
  const own = newest.filter((metadata) => metadata.language === language);
  const asked = own.length ? own : newest;
  if (!asked.length) return [];
  return TEMPLATES[language].slice(0, MOST).map((template, index) => {
    const metadata = asked[index % asked.length]!;
    return template.replace("{issuer}", metadata.issuer!).replace("{period}", periodName(metadata, language));
  });
}

/** The newest annual filing of each company. */
function newestAnnual(entries: DocumentEntry[]): FilingMetadata[] {
  const byIssuer = new Map<string, FilingMetadata>();
  for (const { metadata } of entries) {
    if (!metadata.issuer || !metadata.fiscal_year || !ANNUAL.has(metadata.form)) continue;
    const known = byIssuer.get(metadata.issuer);
    if (!known || known.fiscal_year! < metadata.fiscal_year) byIssuer.set(metadata.issuer, metadata);
  }
  return [...byIssuer.values()];
}

/** 2024年3月期, since 2024年度 means the year that begins in 2024; FY2024 in English. */
function periodName({ fiscal_year, period_end }: FilingMetadata, language: Language): string {
  if (language === "en") return `FY${fiscal_year}`;
  const end = /^(\d{4})-(\d{2})/.exec(period_end ?? "");
  return end ? `${end[1]}年${Number(end[2])}月期` : `${fiscal_year}年`;
}
