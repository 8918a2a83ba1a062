// <weerbaar-map>: fetches a map document and draws it, together with a list that says the same in words.
// `src="#id"` reads it from the page itself: <script type="application/json" id="id">, data that never runs.
//
// When the map cannot be drawn (no WebGL, no answer, a document that is none) its frame goes away, a sentence
// says so, and the list remains the page.

import type { Drawing } from "./map/engine";
import { readDocument, withoutStreets } from "./map/document";
import { readSource } from "./map/source";
import { makeLegend } from "./map/legend";
import { wordsOf } from "./words";

const AHEAD = "400px";

function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

class WeerbaarMap extends HTMLElement {
  static observedAttributes = ["src"];
  private drawing: Drawing | null = null;
  private run = 0;
  private watcher: IntersectionObserver | null = null;
  private stop = new AbortController();

  connectedCallback(): void {
    this.stop = new AbortController();
    this.followList();
    this.watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.watcher?.disconnect();
        this.watcher = null;
        void this.load();
      },
      { rootMargin: AHEAD },
    );
    this.frame();
    this.watcher.observe(this);
  }

  disconnectedCallback(): void {
    this.watcher?.disconnect();
    this.stop.abort();
    this.run += 1;
    this.drawing?.remove();
    this.drawing = null;
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    // still waiting to come into view: it will fetch the new address by itself
    if (before !== null && before !== now && this.isConnected && this.watcher === null) void this.load();
  }

  private frame(): HTMLElement {
    const outer = document.createElement("div");
    const frame = document.createElement("div");
    const canvas = document.createElement("div");
    const small = this.dataset.small !== undefined;
    outer.className = `wb-map${small ? " wb-map--small" : ""}`;
    frame.className = "wb-map__frame";
    canvas.className = "wb-map__canvas";
    frame.append(canvas);
    outer.append(frame);
    this.replaceChildren(outer);
    this.dataset.state = "loading";
    return canvas;
  }

  private async load(): Promise<void> {
    const run = ++this.run;
    const say = wordsOf(this);
    this.drawing?.remove();
    this.drawing = null;
    const canvas = this.frame();
    if (!canDraw()) return this.giveUp("no-webgl", say("no_webgl"));
    try {
      const [value, engine] = await Promise.all([
        readSource(this.getAttribute("src") ?? ""),
        import("./map/engine"),
        document.fonts.ready, // the names on the map are drawn once, in the typeface that is there then
      ]);
      const whole = readDocument(value);
      const source = this.dataset.background ? withoutStreets(whole) : whole;
      if (run !== this.run) return;
      const drawing = await engine.draw({
        container: canvas,
        document: source,
        label: this.getAttribute("label") ?? "",
        background: this.dataset.background ?? "",
        say,
        selected: (id) => this.mark(id, true),
        hovered: (id) => this.mark(id, false),
      });
      if (run !== this.run) return drawing.remove();
      this.drawing = drawing;
      const language = this.dataset.language ?? document.documentElement.lang;
      const outer = canvas.closest(".wb-map");
      outer?.append(makeLegend(source.layers, say, language, (place, on) => drawing.show(place, on)));
      if (this.dataset.attribution) {
        const credit = document.createElement("p");
        credit.className = "wb-source";
        credit.textContent = this.dataset.attribution;
        outer?.append(credit);
      }
      this.dataset.state = "ready";
      this.dispatchEvent(new CustomEvent("weerbaar-map-ready", { bubbles: true }));
    } catch (error) {
      console.error(error);
      if (run === this.run) this.giveUp("failed", say("failed"));
    }
  }

  private giveUp(state: string, words: string): void {
    const note = document.createElement("p");
    note.className = "wb-note wb-no-print";
    note.setAttribute("role", "status");
    note.textContent = words;
    this.replaceChildren(note);
    this.dataset.state = state;
  }

  private get list(): HTMLElement | null {
    return document.getElementById(this.getAttribute("for-list") ?? "");
  }

  private mark(id: string | null, bring: boolean): void {
    const items = this.list?.querySelectorAll<HTMLElement>("[data-map-feature]") ?? [];
    for (const item of items) {
      const here = item.dataset.mapFeature === id;
      item.classList.toggle("wb-highlight", here);
      if (here && bring) item.scrollIntoView({ block: "nearest" });
    }
  }

  private followList(): void {
    const { list } = this;
    if (!list) return;
    const { signal } = this.stop;
    const itemOf = (event: Event) => (event.target as Element).closest<HTMLElement>("[data-map-feature]");
    const point = (event: Event) => {
      const id = itemOf(event)?.dataset.mapFeature ?? null;
      this.drawing?.highlight(id);
      this.mark(id, false);
    };
    const leave = () => {
      this.drawing?.highlight(null);
      this.mark(null, false);
    };
    const choose = (event: Event) => {
      const item = itemOf(event);
      const id = item?.dataset.mapFeature;
      // a link or button in the item does what it says
      if (!id || (event.target as Element).closest("a, button, input, select, summary, label")) return;
      this.drawing?.select(id);
      this.mark(id, false);
    };
    for (const item of list.querySelectorAll<HTMLElement>("[data-map-feature]")) {
      if (!item.querySelector("a[href], button, input, summary") && !item.hasAttribute("tabindex")) item.tabIndex = 0;
    }
    list.addEventListener("mouseover", point, { signal });
    list.addEventListener("focusin", point, { signal });
    list.addEventListener("mouseleave", leave, { signal });
    list.addEventListener("focusout", leave, { signal });
    list.addEventListener("click", choose, { signal });
    list.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Enter") choose(event);
      },
      { signal },
    );
  }
}

if (!customElements.get("weerbaar-map")) customElements.define("weerbaar-map", WeerbaarMap);
