// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { applied, type Exchange } from "./state";
import type { Answer, Claim } from "./types";

const claim = (ordinal: number, text = "Sales were 10."): Claim => ({
  ordinal,
  text,
  state: "matches",
  citations: [],
  figures: [],
  calculation: null,
  findings: [],
});

const empty: Exchange = {
  asked: "q",
  id: null,
  question: null,
  stage: null,
  claims: [],
  notices: [],
  mode: null,
  refusal: null,
  failure: null,
  record: null,
  running: true,
};

const released = (one: Claim) => ({ event: "claim", data: { claim: one, record: "r1", record_hash: "" } }) as const;

describe("applied", () => {
  it("adds claims in the order in which they are released", () => {
    const after = [claim(1), claim(2)].map(released).reduce(applied, empty);
    expect(after.claims.map((one) => one.ordinal)).toEqual([1, 2]);
  });

  it("shows a claim that comes twice once, as it came last", () => {
    const after = [claim(1), claim(1, "again")].map(released).reduce(applied, empty);
    expect(after.claims.map((one) => one.text)).toEqual(["again"]);
  });

  it("ends with the answer as the log holds it", () => {
    const answer = { id: "a1", question: { text: "q" }, claims: [claim(1)], notices: [], mode: "quoted", refusal: null, record: "r9" };
    const after = applied(empty, { event: "answer.completed", data: { answer: answer as unknown as Answer } });
    expect(after).toMatchObject({ id: "a1", record: "r9", running: false, mode: "quoted" });
  });

  it("keeps released claims when the answer fails midway", () => {
    const begun = applied(empty, released(claim(1)));
    const after = applied(begun, {
      event: "error",
      data: { code: "provider_timeout", message: "", retry_helps: true, answer_id: "a1" },
    });
    expect(after.claims).toHaveLength(1);
    expect(after.failure).toMatchObject({ code: "provider_timeout", retry: true, reference: "a1" });
    expect(after.running).toBe(false);
  });
});
