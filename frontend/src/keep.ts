// A part of a page that refreshes by itself leaves alone what a person opened, typed or holds in it.

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Kept {
  open: string[];
  typed: Map<string, string | boolean>;
  focus: string;
  caret: [number, number] | null;
}

interface Swap {
  target: Element;
  shouldSwap: boolean;
  requestConfig: { verb: string; elt: Element };
}

const kept = new WeakMap<Element, Kept>();
let held: EventTarget | null = null;

const fields = (part: ParentNode) => part.querySelectorAll<Field>("input[id], select[id], textarea[id]");
const isTick = (field: Field): field is HTMLInputElement => field.type === "checkbox" || field.type === "radio";
const valueOf = (field: Field) => (isTick(field) ? field.checked : field.value);

function isChanged(field: Field): boolean {
  if (field.type === "hidden" || field.type === "file") return false;
  if (field instanceof HTMLSelectElement) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function standing(part: Element): Pick<Kept, "focus" | "caret"> {
  const at = document.activeElement;
  if (!at || !part.contains(at)) return { focus: "", caret: null };
  const fold = at.matches("summary") ? at.closest("details") : null;
  const hasCaret = (at instanceof HTMLInputElement && at.type === "text") || at instanceof HTMLTextAreaElement;
  return {
    focus: at.id || (fold?.id ?? ""),
    caret: hasCaret && at.selectionStart !== null ? [at.selectionStart, at.selectionEnd ?? at.selectionStart] : null,
  };
}

function stand(part: Element, { focus, caret }: Kept): void {
  const place = document.getElementById(focus);
  if (!place || !part.contains(place)) return;
  const at = place instanceof HTMLDetailsElement ? place.querySelector("summary") : place;
  at?.focus({ preventScroll: true });
  if (caret && (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)) at.setSelectionRange(...caret);
}

/** What a person opened, typed and stands on in a part; what was just sent is not kept. */
export function remember(part: Element, sent: Element | null): Kept {
  const changed = [...fields(part)].filter((field) => isChanged(field) && !sent?.contains(field));
  return {
    open: [...part.querySelectorAll<HTMLDetailsElement>("details[id][open]")].map((one) => one.id),
    typed: new Map(changed.map((field) => [field.id, valueOf(field)])),
    ...standing(part),
  };
}

/** Puts back what was kept, as far as the new part still has a place for it. */
export function restore(part: Element, before: Kept): void {
  for (const fold of part.querySelectorAll<HTMLDetailsElement>("details[id]")) {
    if (before.open.includes(fold.id)) fold.open = true;
  }
  for (const field of fields(part)) {
    const value = before.typed.get(field.id);
    if (value === undefined) continue;
    if (isTick(field)) field.checked = value === true;
    else field.value = String(value);
  }
  stand(part, before);
}

function before(event: Event): void {
  const swap = (event as CustomEvent<Swap>).detail;
  const isRefresh = swap.requestConfig.verb === "get";
  // a button that is pressed now must still be there when it is let go; the next refresh comes in seconds
  if (isRefresh && held instanceof Node && swap.target.contains(held)) swap.shouldSwap = false;
  if (swap.shouldSwap) kept.set(swap.target, remember(swap.target, isRefresh ? null : swap.requestConfig.elt));
}

function release(): void {
  held = null; // a turn later than the pointer itself: the click comes after it
}

/** Listens to every swap of the page. */
export function keepWhatIsBusy(): void {
  document.addEventListener("htmx:beforeSwap", before);
  document.addEventListener("htmx:afterSwap", (event) => {
    const part = (event as CustomEvent<Swap>).detail.target;
    const earlier = kept.get(part);
    if (earlier) restore(part, earlier);
    kept.delete(part);
  });
  document.addEventListener("pointerdown", (event) => {
    held = event.target;
  });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => window.setTimeout(release));
}
