import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KINDS, type Layer, type MapFeature } from "../src/map/document";
import { namesOf } from "../src/map/layers";
import { makeLegend } from "../src/map/legend";
import { readSource } from "../src/map/source";

const line: MapFeature = {
  type: "Feature",
  properties: { name: "Markt" },
  geometry: { type: "LineString", coordinates: [[5, 50], [6, 51]] },
};
const layer = (kind: Layer["kind"], label: string, legend = ""): Layer => ({
  kind,
  label,
  legend,
  data: { type: "FeatureCollection", features: [line] },
});
const legendOf = (layers: Layer[], toggle = (_: number, __: boolean) => {}) =>
  makeLegend(layers, (key) => key, "nl", toggle);

describe("readSource", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("reads a data block of the page, whatever its texts hold", async () => {
    const value = { layers: [], label: "</script><b>&" };
    document.body.innerHTML = `<script type="application/json" id="here"></script>`;
    document.querySelector("script")!.textContent = JSON.stringify(value).replaceAll("<", "\\u003C");
    await expect(readSource("#here")).resolves.toEqual(value);
  });

  it.each(["#absent", "#text", "#script"])("takes nothing else for a document: %s", async (src) => {
    document.body.innerHTML = `<p id="text">{}</p><script type="text/plain" id="script">{}</script>`;
    await expect(readSource(src)).rejects.toThrow(src);
  });

  it("asks an address, and says what it answered", async () => {
    vi.stubGlobal("fetch", async (src: string) => new Response(`{"asked":"${src}"}`, { status: src === "/map.json" ? 200 : 429 }));
    await expect(readSource("/map.json")).resolves.toEqual({ asked: "/map.json" });
    await expect(readSource("/other.json")).rejects.toThrow("429");
  });
});

describe("makeLegend", () => {
  beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null));
  afterEach(() => vi.restoreAllMocks());

  it("says nothing twice", () => {
    const items = [...legendOf([layer("walk", "De route", "de route"), layer("walk", "De route")]).querySelectorAll("li")];
    expect(items.map((item) => item.textContent)).toEqual(["De route", "De route"]);
    expect(items.every((item) => item.querySelector("canvas"))).toBe(true);
    const [told] = legendOf([layer("uncovered", "Te ver", "inwoners")]).querySelectorAll("li");
    expect(told?.textContent).toBe("Te verinwoners");
  });

  it("switches streets off like any other layer, without a sign of their own", () => {
    const toggle = vi.fn();
    const legend = legendOf([layer("street", "Straten"), layer("walk", "De route")], toggle);
    document.body.replaceChildren(legend);
    const [, item] = legend.querySelectorAll("li");
    expect(item?.querySelector("canvas")).toBeNull();
    item?.querySelector("input")?.click();
    expect(toggle).toHaveBeenCalledExactlyOnceWith(0, false);
  });
});

it("writes names where one finds one's way by them, and nowhere else", () => {
  const written = KINDS.filter((kind) => namesOf(layer(kind, ""), "s").length > 0);
  expect(written).toEqual(["neighbourhood", "street"]);
});
