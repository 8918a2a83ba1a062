// What every page loads. A page works without it; this makes tables sort, fields find the device, and parts refresh.

import "./styles/index.css";
import { followLines } from "./graph";
import { keepWhatIsBusy } from "./keep";
import { defineLocate } from "./locate";
import { stackTables } from "./stack";
import { improveTables } from "./tables";

function usesHtmx(): boolean {
  const attribute = document.evaluate("//@*[starts-with(name(), 'hx-')]", document, null, XPathResult.ANY_TYPE, null);
  return attribute.iterateNext() !== null;
}

function focusOnErrors(): void {
  document.querySelector<HTMLElement>("[data-wb-focus]")?.focus();
}

function closeOpenMenus(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll<HTMLDetailsElement>("details.wb-switcher[open]")) {
      open.open = false;
      open.querySelector("summary")?.focus();
    }
  });
}

function foldMenu(): void {
  const narrow = window.matchMedia("(max-width: 40rem)");
  const fold = document.querySelector<HTMLDetailsElement>("details.wb-menu__fold");
  if (!fold) return;
  const follow = () => {
    fold.open = !narrow.matches;
  };
  follow();
  narrow.addEventListener("change", follow);
}

function printOnRequest(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

function arrange(part: ParentNode): void {
  improveTables(part);
  stackTables(part);
  followLines(part);
}

defineLocate();
arrange(document);
focusOnErrors();
closeOpenMenus();
foldMenu();
printOnRequest();
keepWhatIsBusy();
if (usesHtmx()) {
  // htmx begins at once in a complete document, else when the document has been read; were it to arrive between the
  // two, it would wait for something that has passed, and never begin
  const load = () => void import("htmx.org");
  if (document.readyState === "complete") load();
  else window.addEventListener("load", load, { once: true });
}
document.addEventListener("htmx:afterSwap", (event) => arrange(event.target as ParentNode));
