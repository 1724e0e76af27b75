import { t } from "../i18n";
import type { Claim, ClaimState } from "../types";
import { StateMark } from "./state-mark";

const ORDER: ClaimState[] = ["matches", "stated", "calculated", "differs", "conflicts", "none", "unchecked"];

/** How many claims stand in which state, before the claims themselves. */
export function Summary({ claims }: { claims: Claim[] }) {
  return (
    <p class="summary">
      <strong>{t("summary.claims", { n: claims.length })}</strong>
      {ORDER.map((state) => [state, claims.filter((claim) => claim.state === state).length] as const)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => (
          <span key={state}>
            <StateMark state={state} /> {count}
          </span>
        ))}
    </p>
  );
}
