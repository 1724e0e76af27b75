/** Text by the service's offsets, which count code points where JavaScript counts UTF-16 units. */

const SURROGATE = /[\uD800-\uDFFF]/;

export function sliceText(text: string, start: number, end: number): string {
  if (!SURROGATE.test(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join("");
}
