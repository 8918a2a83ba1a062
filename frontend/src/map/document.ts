// The map document: what a page sends to be drawn, checked at the door, and what follows from it.

import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

export const KINDS = [
  "neighbourhood",
  "street",
  "catchment",
  "uncovered",
  "candidate",
  "walk",
  "point",
  "place",
] as const; // from the bottom to the top of the drawing
export type Kind = (typeof KINDS)[number];

export interface Properties {
  id?: string;
  label?: string;
  detail?: string;
  href?: string;
  tier?: "main" | "local" | "regional";
  ready?: boolean;
  share?: number | null;
  weight?: number;
  point?: string;
  name?: string;
  bridge?: boolean;
  through?: boolean;
}

export type MapFeature = Feature<Geometry, Properties>;

export interface Layer {
  kind: Kind;
  label: string;
  legend: string;
  /** Where the steps of a share begin when a share is no goal that is met or missed; coloured light to dark. */
  steps?: number[];
  data: FeatureCollection<Geometry, Properties>;
}

export type Bounds = [number, number, number, number];

export interface MapDocument {
  bounds: Bounds | null;
  layers: Layer[];
}

function isBounds(value: unknown): value is Bounds {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((number) => typeof number === "number" && Number.isFinite(number)) &&
    value[0] <= value[2] &&
    value[1] <= value[3]
  );
}

/** Reads what the server sent; throws with the reason when it is no map document. */
export function readDocument(value: unknown): MapDocument {
  if (typeof value !== "object" || value === null) throw new Error("the map document is no object");
  const { bounds, layers } = value as { bounds?: unknown; layers?: unknown };
  if (!Array.isArray(layers)) throw new Error("the map document has no layers");
  const read = layers.map((layer: Partial<Layer>, place): Layer => {
    if (!KINDS.includes(layer.kind as Kind)) throw new Error(`layer ${place} has an unknown kind: ${layer.kind}`);
    if (layer.data?.type !== "FeatureCollection") throw new Error(`layer ${place} has no feature collection`);
    const features = layer.data.features.filter((feature) => feature.geometry !== null);
    return {
      kind: layer.kind as Kind,
      label: String(layer.label ?? ""),
      legend: String(layer.legend ?? ""),
      ...(Array.isArray(layer.steps) && { steps: layer.steps.map(Number).filter(Number.isFinite) }),
      data: { type: "FeatureCollection", features },
    };
  });
  const given = isBounds(bounds) ? bounds : null;
  // streets run on beyond what a map is about
  const shown = read.filter(({ kind }) => kind !== "street");
  return { bounds: given ?? extent(shown.flatMap((layer) => layer.data.features)), layers: read };
}

/** The document for a map with a background, which has its own streets. */
export function withoutStreets(source: MapDocument): MapDocument {
  return { bounds: source.bounds, layers: source.layers.filter(({ kind }) => kind !== "street") };
}

function positions(geometry: Geometry): Position[] {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(positions);
  const depth = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[geometry.type];
  const all = depth === 0 ? [geometry.coordinates] : (geometry.coordinates as unknown[]).flat(depth - 1);
  return all as Position[];
}

/** West, south, east and north of features; null when there are none. */
export function extent(features: MapFeature[]): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const feature of features) {
    for (const [east = NaN, north = NaN] of positions(feature.geometry)) {
      bounds[0] = Math.min(bounds[0], east);
      bounds[1] = Math.min(bounds[1], north);
      bounds[2] = Math.max(bounds[2], east);
      bounds[3] = Math.max(bounds[3], north);
    }
  }
  return isBounds(bounds) ? bounds : null;
}

/** What belongs to an id: the feature itself, and the catchments of that point. */
export function featuresOf(document: MapDocument, id: string): MapFeature[] {
  return document.layers.flatMap((layer) =>
    layer.data.features.filter(
      ({ properties }) => properties.id === id || (layer.kind === "catchment" && properties.point === id),
    ),
  );
}

/** Steps of a share, from the lowest: where each begins, and its colour. Legible without telling red from green. */
export type Step = { from: number; colour: string };
const SHARE_STEPS: readonly Step[] = [
  { from: 0, colour: "#e6b373" },
  { from: 0.5, colour: "#f4dfbd" },
  { from: 0.8, colour: "#dceaea" },
  { from: 0.9, colour: "#abd1d3" },
  { from: 0.97, colour: "#76b4b8" },
];
export const NO_SHARE = "#dfe5e8";

const PLAIN_COLOURS = ["#eef5f5", "#cfe3e4", "#a6cccf", "#74afb3", "#3f8f95"];

/** The steps in which a layer shows its shares. */
export function stepsOf(layer: Pick<Layer, "steps">): readonly Step[] {
  if (!layer.steps?.length) return SHARE_STEPS;
  return [0, ...layer.steps].slice(0, PLAIN_COLOURS.length).map((from, place) => ({ from, colour: PLAIN_COLOURS[place] ?? "" }));
}

/** The words of each step, such as "80–90 %", written as the language does. */
export function shareWords(language: string, steps: readonly Step[] = SHARE_STEPS): string[] {
  const sign = language.startsWith("nl") ? "\u00a0%" : "%";
  return steps.map(({ from }, place) => {
    const next = steps[place + 1];
    const [low, high] = [Math.round(from * 100), next && Math.round(next.from * 100)];
    if (high === undefined) return `≥ ${low}${sign}`;
    return place === 0 ? `< ${high}${sign}` : `${low}–${high}${sign}`;
  });
}
