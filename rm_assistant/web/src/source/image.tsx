import { useEffect, useRef, useState } from "preact/hooks";
import { pageImageUrl } from "../api";
import { t } from "../i18n";
import type { Citation, Page, Rect } from "../types";

/** Evidence at least this high on screen is read without zooming. */
const LEGIBLE_PIXELS = 13;
/** The least height that a row too wide for the pane is made smaller to. */
const LEAST_PIXELS = 11.5;
const EDGE_PIXELS = 16;
/** Less is not worth a page that has to be moved sideways. */
const LEAST_ZOOM = 1.1;
const WIDEST_ZOOM = 2.5;
const MARGIN_POINTS = 2;
const WIDTH_STEP = 200;
const WIDEST = 2400;

/** The page as it was printed, with the evidence boxed. The boxes and the image come from the same engine. */
export function PageImage({ page, citation }: { page: Page; citation: Citation }) {
  const frame = useRef<HTMLDivElement>(null);
  const [paneWidth, setPaneWidth] = useState(0);
  const [chosenZoom, setZoom] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => observeWidth(frame.current!, setPaneWidth), []);
  useEffect(() => {
    setZoom(null);
    setFailed(false);
  }, [page, citation]);
  const zoom = chosenZoom ?? legibleZoom(page, citation.rects, paneWidth);
  useEffect(() => scrollToEvidence(frame.current!, page, citation, paneWidth * zoom), [page, citation, paneWidth, zoom]);

  const width = paneWidth * zoom;
  return (
    <>
      <ZoomButtons zoom={zoom} setZoom={setZoom} />
      <div class="sheet-frame" ref={frame} tabIndex={0} role="group" aria-label={t("source.evidence", { page: page.number, quote: citation.quote })}>
        {width > 0 && (
          <div class="paper" style={{ width: `${width}px`, height: `${(width * page.height) / page.width}px` }}>
            {failed ? (
              <p class="banner bad">{t("source.failed")}</p>
            ) : (
              <img src={pageImageUrl(citation.document, page.number, imageWidth(width))} alt="" onError={() => setFailed(true)} />
            )}
            <Boxes page={page} citation={citation} />
          </div>
        )}
      </div>
      {citation.rects.length === 0 && <p class="banner warn">{t("source.notlocated", { page: page.number })}</p>}
    </>
  );
}

/** The cited lines, and within them the cells that the claim's figures were found in. */
function Boxes({ page, citation }: { page: Page; citation: Citation }) {
  return (
    <svg class="boxes" viewBox={`0 0 ${page.width} ${page.height}`} preserveAspectRatio="none" aria-hidden="true">
      {exactRects(page, citation).map((rect, index) => (
        <rect key={`cell ${index}`} class="cell" {...around(rect, 0)} />
      ))}
      {citation.rects.map((rect, index) => (
        <rect key={index} class="line" {...around(rect, MARGIN_POINTS)} rx={1.5} />
      ))}
    </svg>
  );
}

const exactRects = (page: Page, citation: Citation): Rect[] =>
  page.tables
    .flatMap((table) => table.cells)
    .filter((cell) => citation.cells.includes(cell.id))
    .flatMap((cell) => cell.rects);

const around = (rect: Rect, margin: number) => ({
  x: rect.x0 - margin,
  y: rect.y0 - margin,
  width: rect.x1 - rect.x0 + 2 * margin,
  height: rect.y1 - rect.y0 + 2 * margin,
});

function ZoomButtons({ zoom, setZoom }: { zoom: number; setZoom: (zoom: number) => void }) {
  return (
    <div class="zoom">
      <button type="button" class="square" aria-label={t("source.zoom.out")} disabled={zoom <= 0.5} onClick={() => setZoom(Math.max(0.5, zoom / 1.25))}>
        −
      </button>
      <button type="button" class="square wide" onClick={() => setZoom(1)}>
        {t("source.zoom.fit")}
      </button>
      <button type="button" class="square" aria-label={t("source.zoom.in")} disabled={zoom >= 4} onClick={() => setZoom(Math.min(4, zoom * 1.25))}>
        +
      </button>
    </div>
  );
}

/** How much wider than the pane the page is drawn: legible first, then with the whole evidence in view. */
export function legibleZoom(page: Page, rects: Rect[], paneWidth: number): number {
  const heights = rects.map((rect) => rect.y1 - rect.y0).filter((height) => height > 0);
  if (!heights.length || !paneWidth) return 1;
  const pixels = Math.min(...heights) * (paneWidth / page.width);
  const { x0, x1 } = bounds(rects);
  const whole = (page.width * (paneWidth - 2 * EDGE_PIXELS)) / paneWidth / (x1 - x0);
  const zoom = Math.min(WIDEST_ZOOM, Math.max(Math.min(LEGIBLE_PIXELS / pixels, whole), LEAST_PIXELS / pixels));
  return zoom < LEAST_ZOOM ? 1 : zoom;
}

function bounds(rects: Rect[]): Rect {
  return {
    x0: Math.min(...rects.map((rect) => rect.x0)),
    y0: Math.min(...rects.map((rect) => rect.y0)),
    x1: Math.max(...rects.map((rect) => rect.x1)),
    y1: Math.max(...rects.map((rect) => rect.y1)),
  };
}

/** Few widths, so that the service can keep what it drew. */
export function imageWidth(cssWidth: number): number {
  const wanted = cssWidth * Math.min(2, window.devicePixelRatio || 1);
  return Math.min(WIDEST, Math.ceil(wanted / WIDTH_STEP) * WIDTH_STEP);
}

function observeWidth(element: HTMLElement, onWidth: (width: number) => void): () => void {
  const observer = new ResizeObserver(() => onWidth(Math.floor(element.clientWidth - paddingOf(element))));
  observer.observe(element);
  return () => observer.disconnect();
}

function paddingOf(element: HTMLElement): number {
  const style = getComputedStyle(element);
  return parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
}

/** The evidence from its left edge on; where it is wider than the pane, the cells that the figures stand in. */
function scrollToEvidence(frame: HTMLElement, page: Page, citation: Citation, width: number): void {
  if (!citation.rects.length || !width) return;
  const scale = width / page.width;
  const { x0, y0 } = bounds(citation.rects);
  const exact = exactRects(page, citation);
  const right = exact.length ? bounds(exact).x1 * scale + EDGE_PIXELS - frame.clientWidth + paddingOf(frame) : 0;
  const left = Math.max(0, x0 * scale + paddingOf(frame) / 2 - EDGE_PIXELS, right);
  frame.scrollTo({ top: Math.max(0, y0 * scale - frame.clientHeight / 3), left });
}
