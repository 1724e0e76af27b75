import { t } from "../i18n";
import type { ClaimState } from "../types";

const MARKS: Record<ClaimState, { icon: string; tone: "ok" | "warn" | "bad" | "muted" }> = {
  matches: { icon: "✓", tone: "ok" },
  stated: { icon: "✓", tone: "ok" },
  calculated: { icon: "=", tone: "ok" },
  differs: { icon: "≠", tone: "warn" },
  conflicts: { icon: "⇄", tone: "bad" },
  none: { icon: "?", tone: "bad" },
  unchecked: { icon: "–", tone: "muted" },
};

/** The machine's verdict as icon, word and colour: never colour alone. */
export function StateMark({ state }: { state: ClaimState }) {
  const { icon, tone } = MARKS[state];
  return (
    <span class={`mark ${tone}`}>
      <span aria-hidden="true">{icon}</span> {t(`state.${state}`)}
    </span>
  );
}
