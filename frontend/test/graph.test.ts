import { beforeEach, describe, expect, it } from "vitest";
import { followLines } from "../src/graph";

beforeEach(() => {
  document.body.innerHTML = `<svg class="wb-graph">
    <path data-owner="p" data-member="r"/><path data-owner="r" data-member="s"/><path data-owner="q" data-member="s"/>
    <a data-node="p"><rect/></a><a data-node="q"><rect/></a><a data-node="r"><rect/></a><a data-node="s"><rect/></a></svg>`;
  followLines(document);
});

function near(): string[] {
  return [...document.querySelectorAll<SVGElement>(".wb-graph__near")].map(
    ({ dataset }) => dataset.node ?? `${dataset.owner}>${dataset.member}`,
  );
}

function fire(name: string, node: string): void {
  document.querySelector(`[data-node="${node}"] rect`)?.dispatchEvent(new Event(name, { bubbles: true }));
}

describe("followLines", () => {
  it.each(["pointerover", "focusin"])("shows what a box needs and what needs it, by %s", (name) => {
    fire(name, "r");
    expect(near()).toEqual(["p>r", "r>s", "p", "r", "s"]);
    fire(name, "q");
    expect(near()).toEqual(["q>s", "q", "s"]);
  });

  it.each(["pointerleave", "focusout"])("shows everything alike again by %s", (name) => {
    fire("pointerover", "r");
    fire(name, "r");
    expect(near()).toEqual([]);
    expect(document.querySelector("svg")?.className).not.toContain("following");
  });

  it("lets go where there is no box", () => {
    fire("pointerover", "r");
    document.querySelector("svg")?.dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(near()).toEqual([]);
  });
});
