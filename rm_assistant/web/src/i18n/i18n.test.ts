// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import english from "./en.json";
import { tNotice } from "./index";
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

describe("a notice", () => {
  it("names what it is about, colons included", () => {
    expect(tNotice("nothing_found:Halden plc: FY2023", true)).toContain("Halden plc: FY2023");
  });

  it("without words of ours is its code", () => {
    expect(tNotice("unheard_of", true)).toBe("unheard_of");
  });
});
