import { describe, expect, it } from "vitest";
import english from "./en.json";
import japanese from "./ja.json";

const slots = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

describe("the words", () => {
  it("are the same keys in both languages", () => {
    expect(Object.keys(japanese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english) as (keyof typeof english)[])("fill the same slots: %s", (key) => {
    expect(slots(japanese[key])).toEqual(slots(english[key]));
    expect(japanese[key].trim()).not.toBe("");
  });
});
