// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { Page } from "../types";
import { legibleZoom } from "./image";

const page = { number: 1, width: 600, height: 800, tables: [] } as unknown as Page;
const row = (height: number, width = 400) => [{ x0: 50, y0: 100, x1: 50 + width, y1: 100 + height }];

describe("legibleZoom", () => {
  it("enlarges small print until it can be read", () => {
    expect(legibleZoom(page, row(10, 100), 600) * 10).toBeCloseTo(13);
  });

  it("keeps a wide row whole while it can still be read", () => {
    const zoom = legibleZoom(page, row(12, 560), 600);
    expect(zoom * 560).toBeLessThanOrEqual(600);
  });

  it("rather cuts a row than makes it too small to read", () => {
    expect(legibleZoom(page, row(10, 590), 300) * 5).toBeCloseTo(11.5);
  });

  it("leaves a page without located evidence as it is", () => {
    expect(legibleZoom(page, [], 600)).toBe(1);
  });
});
