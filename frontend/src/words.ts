// Words that the page hands over in its own language: in the JSON of a `data-words` attribute, or on <html>.

export type Words = Record<string, string>;

/** The words of an element; an unknown key shows itself, so that a missing translation is seen. */
export function wordsOf(element: HTMLElement): (key: string, values?: Record<string, string | number>) => string {
  let known: Words = {};
  try {
    known = JSON.parse(element.dataset.words ?? "{}") as Words;
  } catch {
    console.error("data-words is no JSON", element);
  }
  return (key, values = {}) =>
    (known[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
