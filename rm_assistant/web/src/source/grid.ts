/** A table's cells as full rows: the service sends only cells that hold text, so empty places are filled in. */

import type { Cell, Table } from "../types";

export interface Gap {
  gap: number;
}

export type Place = Cell | Gap;

export const isGap = (place: Place): place is Gap => "gap" in place;

/** Each row from its first column to the table's last, with a `Gap` where nothing is printed. */
export function rowsOf(table: Table): Place[][] {
  const taken = covered(table.cells);
  const rows = Math.max(0, ...table.cells.map((cell) => cell.row + 1));
  const columns = Math.max(0, ...table.cells.map((cell) => cell.column + cell.column_span));
  return Array.from({ length: rows }, (_, row) => {
    const own = new Map(table.cells.filter((cell) => cell.row === row).map((cell) => [cell.column, cell]));
    return Array.from({ length: columns }, (_, column): Place | null => {
      return own.get(column) ?? (taken.has(`${row},${column}`) ? null : { gap: column });
    }).filter((place) => place !== null);
  });
}

/** The places under every cell, by "row,column". */
function covered(cells: Cell[]): Set<string> {
  const places = new Set<string>();
  for (const cell of cells) {
    for (let row = cell.row; row < cell.row + cell.row_span; row++) {
      for (let column = cell.column; column < cell.column + cell.column_span; column++) places.add(`${row},${column}`);
    }
  }
  return places;
}
