import { describe, expect, it } from "vitest";
import { sliceText } from "./offsets";

describe("sliceText", () => {
  it("counts a rare kanji as one character", () => {
    expect(sliceText("𠮷野家の売上高", 0, 3)).toBe("𠮷野家");
    expect(sliceText("𠮷野家の売上高", 4, 7)).toBe("売上高");
  });

  it("is a plain slice elsewhere", () => {
    expect(sliceText("Net sales 1,577", 10, 15)).toBe("1,577");
  });
});
