import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import type { Block, Cell, Citation, Page, Table } from "../types";
import { isGap, rowsOf, type Place } from "./grid";
import { sliceText } from "./offsets";

interface Range {
  start: number;
  end: number;
}

/** A filing that has no pages (HTML), drawn from its own blocks and cells, with the evidence boxed. */
export function PageText({ page, citation }: { page: Page; citation: Citation }) {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector(".evidence")?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [page, citation]);
  return (
    <div class="sheet-frame" ref={frame} tabIndex={0} role="group" aria-label={t("source.evidence", { page: page.number, quote: citation.quote })}>
      <div class="paper text" lang={page.language}>
        {page.blocks.map((block) => (
          <BlockView key={block.start} page={page} block={block} citation={citation} />
        ))}
      </div>
    </div>
  );
}

function BlockView({ page, block, citation }: { page: Page; block: Block; citation: Citation }) {
  const table = block.kind === "table" && page.tables.find((one) => one.start < block.end && one.end > block.start);
  if (table) return <TableView page={page} table={table} citation={citation} />;
  const text = marked(page.text, block, citation);
  if (block.kind === "heading") return <p class={`heading level-${Math.min(4, block.level || 4)}`}>{text}</p>;
  return <p class={block.kind === "furniture" ? "muted" : ""}>{text}</p>;
}

function TableView({ page, table, citation }: { page: Page; table: Table; citation: Citation }) {
  const rows = rowsOf(table);
  const views = rows.map((places, row) => (
    <RowView key={row} page={page} places={places} heading={row < table.header_rows} citation={citation} />
  ));
  return (
    <table>
      {table.header_rows > 0 && <thead>{views.slice(0, table.header_rows)}</thead>}
      <tbody>{views.slice(table.header_rows)}</tbody>
    </table>
  );
}

function RowView({ page, places, heading, citation }: { page: Page; places: Place[]; heading: boolean; citation: Citation }) {
  const cited = places.some((place) => !isGap(place) && overlaps(place, citation));
  return (
    <tr class={cited ? "evidence" : ""}>
      {places.map((place) =>
        isGap(place) ? (
          <td key={`gap ${place.gap}`} class={heading ? "heading" : ""} />
        ) : (
          <CellView key={place.id} page={page} cell={place} heading={heading} exact={citation.cells.includes(place.id)} />
        ),
      )}
    </tr>
  );
}

function CellView({ page, cell, heading, exact }: { page: Page; cell: Cell; heading: boolean; exact: boolean }) {
  const text = sliceText(page.text, cell.start, cell.end);
  const shape = { rowSpan: cell.row_span, colSpan: cell.column_span };
  const kind = /^[\s$¥€(△▲\-−–—]*[\d０-９][\d０-９.,，．\s)%％]*$/.test(text) ? "number" : "";
  return heading ? (
    <th scope="col" {...shape}>{text}</th>
  ) : (
    <td {...shape} class={[kind, exact ? "exact" : ""].join(" ").trim()}>
      {text}
    </td>
  );
}

/** The block's text with the cited part as a box of its own. */
function marked(text: string, block: Range, evidence: Range): ComponentChildren {
  if (!overlaps(block, evidence)) return sliceText(text, block.start, block.end);
  const start = Math.max(block.start, evidence.start);
  const end = Math.min(block.end, evidence.end);
  return (
    <>
      {sliceText(text, block.start, start)}
      <mark class="evidence">{sliceText(text, start, end)}</mark>
      {sliceText(text, end, block.end)}
    </>
  );
}

const overlaps = (one: Range, other: Range): boolean => one.start < other.end && other.start < one.end;
