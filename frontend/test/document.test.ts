import type { Feature } from "geojson";
import { describe, expect, it } from "vitest";
import { extent, featuresOf, readDocument, shareWords, stepsOf, withoutStreets } from "../src/map/document";

const point = (east: number, north: number, properties = {}): Feature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [east, north] },
  properties,
});
const layer = (kind: string, features: unknown[]) => ({
  kind,
  label: kind,
  legend: "",
  data: { type: "FeatureCollection", features },
});

describe("readDocument", () => {
  it("keeps bounds that are bounds, and finds them otherwise", () => {
    const layers = [layer("point", [point(5.6, 50.8), point(5.8, 50.9)])];
    expect(readDocument({ bounds: [5, 50, 6, 51], layers }).bounds).toEqual([5, 50, 6, 51]);
    for (const bounds of [undefined, null, [6, 51, 5, 50], [5, 50, 6], [5, 50, 6, Infinity]]) {
      expect(readDocument({ bounds, layers }).bounds).toEqual([5.6, 50.8, 5.8, 50.9]);
    }
    expect(readDocument({ layers: [] }).bounds).toBeNull();
  });

  it("finds bounds without the streets, which run on beyond them", () => {
    const layers = [layer("street", [point(0, 0), point(9, 60)]), layer("point", [point(5.6, 50.8), point(5.8, 50.9)])];
    const read = readDocument({ layers });
    expect(read.bounds).toEqual([5.6, 50.8, 5.8, 50.9]);
    expect(withoutStreets(read).layers.map(({ kind }) => kind)).toEqual(["point"]);
    expect(withoutStreets(read).bounds).toEqual(read.bounds);
  });

  it("leaves out features without a place", () => {
    const read = readDocument({ layers: [layer("point", [point(5, 50), { type: "Feature", geometry: null }])] });
    expect(read.layers[0]?.data.features).toHaveLength(1);
  });

  it.each([
    [null, "no object"],
    [{}, "no layers"],
    [{ layers: [layer("volcano", [])] }, "unknown kind: volcano"],
    [{ layers: [{ kind: "point", data: { type: "Feature" } }] }, "no feature collection"],
  ])("refuses %j", (value, reason) => {
    expect(() => readDocument(value)).toThrow(reason);
  });
});

describe("extent", () => {
  it("goes through every kind of geometry", () => {
    const square = [[0, 0], [2, 0], [2, 3], [0, 0]];
    const geometries = [
      { type: "Polygon", coordinates: [square] },
      { type: "MultiPolygon", coordinates: [[square]] },
      { type: "LineString", coordinates: square },
      { type: "MultiLineString", coordinates: [square] },
      { type: "MultiPoint", coordinates: square },
      { type: "GeometryCollection", geometries: [{ type: "LineString", coordinates: square }] },
    ];
    for (const geometry of geometries) {
      expect(extent([{ type: "Feature", properties: {}, geometry } as never]), geometry.type).toEqual([0, 0, 2, 3]);
    }
  });
});

it("a point brings its catchment along", () => {
  const read = readDocument({
    layers: [layer("catchment", [point(1, 1, { point: "p" }), point(2, 2, { point: "q" })]), layer("point", [point(1, 1, { id: "p" })])],
  });
  expect(featuresOf(read, "p")).toHaveLength(2);
});

it("says shares as the language does", () => {
  expect(shareWords("nl")).toEqual(["< 50\u00a0%", "50–80\u00a0%", "80–90\u00a0%", "90–97\u00a0%", "≥ 97\u00a0%"]);
  expect(shareWords("en")[1]).toBe("50–80%");
});

it("a share that is no goal has steps of its own", () => {
  const steps = stepsOf({ steps: [0.05, 0.1] });
  expect(steps.map(({ from }) => from)).toEqual([0, 0.05, 0.1]);
  expect(shareWords("en", steps)).toEqual(["< 5%", "5–10%", "≥ 10%"]);
  expect(stepsOf({})).toHaveLength(5);
});
