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
export const SHARE_STEPS: readonly { from: number; colour: string }[] = [
  { from: 0, colour: "#e6b373" },
  { from: 0.5, colour: "#f4dfbd" },
  { from: 0.8, colour: "#dceaea" },
  { from: 0.9, colour: "#abd1d3" },
  { from: 0.97, colour: "#76b4b8" },
];
export const NO_SHARE = "#dfe5e8";

/** The words of each step, such as "80–90 %", written as the language does. */
export function shareWords(language: string): string[] {
  const sign = language.startsWith("nl") ? "\u00a0%" : "%";
  return SHARE_STEPS.map(({ from }, place) => {
    const next = SHARE_STEPS[place + 1];
    const [low, high] = [Math.round(from * 100), next && Math.round(next.from * 100)];
    if (high === undefined) return `≥ ${low}${sign}`;
    return place === 0 ? `< ${high}${sign}` : `${low}–${high}${sign}`;
  });
}
