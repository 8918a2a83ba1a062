import { beforeEach, describe, expect, it } from "vitest";
import { keepWhatIsBusy, remember, restore } from "../src/keep";

const PART = `<details id="turns"><summary>Springen</summary><form id="form"><input id="to_min" value=""><select id="speed">
  <option value="1" selected>1</option><option value="4">4</option></select><input id="sure" type="checkbox">
  <input id="seen" type="hidden" value="3"></form></details><details id="done"><summary>Klaar</summary></details>
  <form id="other"><button id="deliver">Uitdelen</button></form>`;
const one = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

/** Types into everything and stands in the time field; answers the part. */
function busy(): HTMLElement {
  document.body.innerHTML = `<div id="lead">${PART}</div>`;
  one<HTMLDetailsElement>("turns").open = true;
  one<HTMLInputElement>("to_min").value = "1:30";
  one<HTMLSelectElement>("speed").value = "4";
  one<HTMLInputElement>("sure").checked = true;
  one("to_min").focus();
  one<HTMLInputElement>("to_min").setSelectionRange(1, 2);
  return one("lead");
}

/** Swaps as htmx does: tells it before, replaces, tells it after. Answers whether the part was replaced. */
function swap(part: HTMLElement, verb: string, elt: Element, html: string): boolean {
  const detail = { target: part, shouldSwap: true, requestConfig: { verb, elt } };
  part.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail, bubbles: true }));
  if (detail.shouldSwap) {
    part.innerHTML = html;
    part.firstElementChild?.dispatchEvent(new CustomEvent("htmx:afterSwap", { detail, bubbles: true }));
  }
  return detail.shouldSwap;
}

const typed = () => [
  one<HTMLInputElement>("to_min").value,
  one<HTMLSelectElement>("speed").value,
  one<HTMLInputElement>("sure").checked,
];

keepWhatIsBusy();

describe("a part that refreshes", () => {
  let part: HTMLElement;
  beforeEach(() => {
    part = busy();
  });

  it("keeps what was opened, typed and where somebody stands, and takes what is new from the server", () => {
    expect(swap(part, "get", part, PART.replace('value="3"', 'value="4"'))).toBe(true);
    expect(one<HTMLDetailsElement>("turns").open).toBe(true);
    expect(one<HTMLDetailsElement>("done").open).toBe(false);
    expect(typed()).toEqual(["1:30", "4", true]);
    expect(one<HTMLInputElement>("seen").value).toBe("4");
    expect(document.activeElement).toBe(one("to_min"));
    expect(one<HTMLInputElement>("to_min").selectionStart).toBe(1);
    expect(one<HTMLInputElement>("to_min").selectionEnd).toBe(2);
  });

  it("starts the form that was sent anew, and leaves the others", () => {
    swap(part, "post", one("form"), PART);
    expect(typed()).toEqual(["", "1", false]);
    expect(one<HTMLDetailsElement>("turns").open).toBe(true);
    busy();
    swap(one("lead"), "post", one("other"), PART);
    expect(typed()).toEqual(["1:30", "4", true]);
  });

  it("keeps the focus on the head of what is folded", () => {
    part.querySelector("summary")?.focus();
    swap(part, "get", part, PART);
    expect(document.activeElement?.parentElement?.id).toBe("turns");
  });

  it("waits while a button in it is pressed", async () => {
    one("deliver").dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect(swap(part, "get", part, "")).toBe(false);
    expect(swap(part, "post", one("other"), PART)).toBe(true);
    one("deliver").dispatchEvent(new Event("pointerup", { bubbles: true }));
    await new Promise((done) => window.setTimeout(done));
    expect(swap(part, "get", part, "")).toBe(true);
  });

  it("lets go of what the new part has no place for", () => {
    const before = remember(part, null);
    part.innerHTML = "<p>Voorbij</p>";
    restore(part, before);
    expect(part.textContent).toBe("Voorbij");
  });
});
