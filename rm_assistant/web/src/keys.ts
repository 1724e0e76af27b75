import { closeSource, exchange, step, stop } from "./state";

/** Single keys work only outside text fields and never while Japanese is being composed. */
export function listenForKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return onEscape();
    if (isTyping(event.target)) return;
    const action = ACTIONS[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

const ACTIONS: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.getElementById("question")?.focus(),
};

function onEscape(): void {
  if (exchange.value?.running) stop();
  else closeSource();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
