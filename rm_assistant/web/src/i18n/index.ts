import { computed, signal } from "@preact/signals";
import type { Language } from "../types";
import english from "./en.json";
import japanese from "./ja.json";

export type Key = keyof typeof english;
type Values = Record<string, string | number>;

const KEPT_AS = "rm-assistant.language";
const TABLES: Record<Language, Record<Key, string>> = { en: english, ja: japanese };

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === "en" || kept === "ja") return kept;
  return navigator.language.startsWith("ja") ? "ja" : "en";
}

export const language = signal<Language>(firstLanguage());

export function switchLanguage(): void {
  language.value = language.value === "en" ? "ja" : "en";
  localStorage.setItem(KEPT_AS, language.value);
}

const table = computed(() => TABLES[language.value]);

/** The words for `key` in the reader's language, with `{name}` filled in. */
export function t(key: Key, values: Values = {}): string {
  return table.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A banner's words; some differ where there is no claim yet to speak of. What it is about stands after a colon. */
export function tNotice(notice: string, claims: boolean): string {
  const [code = "", ...about] = notice.split(":");
  const empty = `notice.${code}.empty`;
  return !claims && empty in table.value ? t(empty as Key) : tCode("notice", code, { about: about.join(":") });
}

/** What went wrong, in words; of a code we have no words for, only that something did. */
export function tError(code: string): string {
  const family = code.startsWith("provider") ? "provider" : code;
  const key = `error.${family}`;
  return key in table.value && family !== "reference" ? t(key as Key) : t("error.generic");
}

/** The same for a key made of a code the service sent; the code itself where we have no words for it. */
export function tCode(prefix: string, code: string, values: Values = {}): string {
  const key = `${prefix}.${code}`;
  return key in table.value ? t(key as Key, values) : code;
}
