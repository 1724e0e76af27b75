import { describe, expect, it } from "vitest";
import { exampleQuestions } from "./examples";
import type { DocumentEntry, FilingMetadata } from "./types";

const filing = (metadata: Partial<FilingMetadata>): DocumentEntry => ({
  id: "d",
  name: "d.pdf",
  media_type: "application/pdf",
  metadata: { issuer: "Acme", form: "10-K", language: "en", period_end: null, fiscal_year: 2024, fiscal_label: null, ...metadata },
  client: "",
  page_count: 1,
  indexed_pages: 1,
  failed_pages: [],
  status: "complete",
  superseded_by: null,
});

describe("exampleQuestions", () => {
  it("asks each company about its newest annual report", () => {
    const found = exampleQuestions([filing({ fiscal_year: 2023 }), filing({}), filing({ issuer: "Bolt", fiscal_year: 2022 })], "en");
    expect(found[0]).toContain("Acme in FY2024");
    expect(found[1]).toContain("Bolt in FY2022");
    expect(found[2]).toContain("Acme in FY2024");
  });

  it("names a Japanese period by the month in which it ends", () => {
    const yuho = filing({ issuer: "甲社", form: "有価証券報告書", language: "ja", period_end: "2024-03-31" });
    expect(exampleQuestions([filing({}), yuho], "ja")[0]).toBe("甲社の2024年3月期の設備投資額は？");
  });

  it("takes filings of the other language where there are none in the reader's", () => {
    expect(exampleQuestions([filing({ period_end: "2024-12-31" })], "ja")[0]).toContain("Acmeの2024年12月期");
  });

  it("passes over filings that name no company, no year, or a quarter", () => {
    const unsuited = [filing({ issuer: null }), filing({ fiscal_year: null }), filing({ form: "10-Q" })];
    expect(exampleQuestions(unsuited, "en")).toEqual([]);
  });
});
