import { useEffect, useRef } from "preact/hooks";
import { tCode } from "../i18n";
import { choose, sameCitation, selection } from "../state";
import type { Claim } from "../types";
import { CitationChip } from "./citation";
import { StateMark } from "./state-mark";

export function ClaimRow({ claim }: { claim: Claim }) {
  const current = claim.citations.some((citation) => sameCitation({ claim: claim.ordinal, citation }, selection.value));
  const first = claim.citations[0];
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <li ref={row} class={current ? "claim current" : "claim"} onClick={() => first && choose(claim.ordinal, first)}>
      <div class="claim-text">
        <Emphasised text={claim.text} parts={claim.figures.map((figure) => figure.text)} />{" "}
        {claim.citations.map((citation) => (
          <CitationChip key={citation.span} claim={claim.ordinal} citation={citation} />
        ))}
      </div>
      <StateMark state={claim.state} />
      {claim.calculation && (
        <p class="detail">
          {claim.calculation.formula} = {claim.calculation.result}
          <span class="muted">
            {" "}
            ({claim.calculation.operands.map(({ name, value }) => `${name} ${value}`).join(", ")})
          </span>
        </p>
      )}
      {claim.findings.map((finding, index) => (
        <p key={index} class="detail">
          {tCode("finding", finding.code, { claimed: finding.claimed, found: finding.found ?? "–" })}
        </p>
      ))}
    </li>
  );
}

/** The text as plain nodes, with its figures set bold. Never HTML: a model's text is only ever text. */
function Emphasised({ text, parts }: { text: string; parts: string[] }) {
  const wanted = [...new Set(parts.filter(Boolean))].sort((a, b) => b.length - a.length);
  if (!wanted.length) return <>{text}</>;
  const pattern = new RegExp(`(${wanted.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`);
  return (
    <>{text.split(pattern).map((piece, index) => (wanted.includes(piece) ? <b key={index}>{piece}</b> : piece))}</>
  );
}
