import { useEffect, useRef, useState } from "preact/hooks";
import { pageImageUrl } from "../api";
import { t } from "../i18n";
import type { Citation, Page, Rect } from "../types";

/** Evidence must be at least this high on screen to be read without zooming. */
const LEGIBLE_PIXELS = 13;
const MARGIN_POINTS = 2;
const WIDTH_STEP = 200;
const WIDEST = 2400;

/** The page as it was printed, with the evidence boxed. The boxes and the image come from the same engine. */
export function PageImage({ page, citation }: { page: Page; citation: Citation }) {
  const frame = useRef<HTMLDivElement>(null);
  const [paneWidth, setPaneWidth] = useState(0);
  const [zoom, setZoom] = useState(1);
  const [failed, setFailed] = useState(false);

  useEffect(() => observeWidth(frame.current!, setPaneWidth), []);
  useEffect(() => {
    setZoom(paneWidth ? Math.max(1, legibleZoom(page, citation.rects, paneWidth)) : 1);
    setFailed(false);
  }, [page, citation, paneWidth > 0]);
  useEffect(() => scrollToEvidence(frame.current!, page, citation.rects, paneWidth * zoom), [page, citation, paneWidth, zoom]);

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
            <Boxes page={page} rects={citation.rects} />
          </div>
        )}
      </div>
      {citation.rects.length === 0 && <p class="banner warn">{t("source.notlocated", { page: page.number })}</p>}
    </>
  );
}

function Boxes({ page, rects }: { page: Page; rects: Rect[] }) {
  return (
    <svg class="boxes" viewBox={`0 0 ${page.width} ${page.height}`} preserveAspectRatio="none" aria-hidden="true">
      {rects.map((rect, index) => (
        <rect
          key={index}
          x={rect.x0 - MARGIN_POINTS}
          y={rect.y0 - MARGIN_POINTS}
          width={rect.x1 - rect.x0 + 2 * MARGIN_POINTS}
          height={rect.y1 - rect.y0 + 2 * MARGIN_POINTS}
          rx={1.5}
        />
      ))}
    </svg>
  );
}

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

export function legibleZoom(page: Page, rects: Rect[], paneWidth: number): number {
  const heights = rects.map((rect) => rect.y1 - rect.y0).filter((height) => height > 0);
  if (!heights.length) return 1;
  const pixelsPerPoint = paneWidth / page.width;
  return Math.min(2.5, LEGIBLE_PIXELS / (Math.min(...heights) * pixelsPerPoint));
}

/** Few widths, so that the service can keep what it drew. */
export function imageWidth(cssWidth: number): number {
  const wanted = cssWidth * Math.min(2, window.devicePixelRatio || 1);
  return Math.min(WIDEST, Math.ceil(wanted / WIDTH_STEP) * WIDTH_STEP);
}

function observeWidth(element: HTMLElement, onWidth: (width: number) => void): () => void {
  const observer = new ResizeObserver(() => onWidth(element.clientWidth - 2));
  observer.observe(element);
  return () => observer.disconnect();
}

function scrollToEvidence(frame: HTMLElement, page: Page, rects: Rect[], width: number): void {
  if (!rects.length || !width) return;
  const scale = width / page.width;
  const top = Math.min(...rects.map((rect) => rect.y0)) * scale;
  const left = Math.min(...rects.map((rect) => rect.x0)) * scale;
  frame.scrollTo({ top: Math.max(0, top - frame.clientHeight / 3), left: Math.max(0, left - 24) });
}
