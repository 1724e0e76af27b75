import { describe, expect, it } from "vitest";
import type { Cell, Table } from "../types";
import { isGap, rowsOf } from "./grid";

const cell = (row: number, column: number, row_span = 1, column_span = 1): Cell => ({
  id: `r${row}c${column}`,
  row,
  column,
  start: 0,
  end: 1,
  row_span,
  column_span,
  rects: [],
});

const table = (...cells: Cell[]): Table => ({ id: "t", start: 0, end: 1, cells, header_rows: 1, title: null, unit: null });

const names = (rows: ReturnType<typeof rowsOf>) => rows.map((row) => row.map((place) => (isGap(place) ? "" : place.id)));

describe("rowsOf", () => {
  it("keeps a column under its heading where the corner is empty", () => {
    const rows = rowsOf(table(cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 2)));
    expect(names(rows)).toEqual([
      ["", "r0c1", "r0c2"],
      ["r1c0", "", "r1c2"],
    ]);
  });

  it("leaves the places under a spanning cell to it", () => {
    const rows = rowsOf(table(cell(0, 0, 2, 1), cell(0, 1, 1, 2), cell(1, 1), cell(1, 2)));
    expect(names(rows)).toEqual([["r0c0", "r0c1"], ["r1c1", "r1c2"]]);
  });

  it("is nothing for a table without cells", () => {
    expect(rowsOf(table())).toEqual([]);
  });
});
