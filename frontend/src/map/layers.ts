// How each kind of layer is drawn by MapLibre. No text is drawn on the map: that would need glyphs from a server.

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import { NO_SHARE, stepsOf, type Layer } from "./document";
import { COLOUR } from "./symbols";

const POLYGON: ExpressionSpecification = ["==", ["geometry-type"], "Polygon"];

function shareColour(layer: Layer): ExpressionSpecification {
  const steps = stepsOf(layer).flatMap(({ from, colour }, place) => (place ? [from, colour] : [colour]));
  return [
    "case",
    ["has", "share"],
    ["case", ["==", ["get", "share"], null], NO_SHARE, ["step", ["to-number", ["get", "share"], 0], ...steps]],
    "#ffffff",
  ] as unknown as ExpressionSpecification;
}

const pointImage = [
  "concat",
  ["match", ["coalesce", ["get", "tier"], "local"], "main", "main", "regional", "regional", "local"],
  ["case", ["==", ["get", "ready"], true], "-ready", "-planned"],
] as unknown as ExpressionSpecification;

function dot(perRoot: number, least: number, most: number): ExpressionSpecification {
  const root: ExpressionSpecification = ["sqrt", ["max", 0, ["to-number", ["get", "weight"], 1]]];
  return ["min", most, ["max", least, ["*", perRoot, root]]];
}

/** The drawing of one layer, bottom first; `source` names its data, `backed` says that tiles lie beneath. */
export function drawingOf(layer: Layer, source: string, backed: boolean): LayerSpecification[] {
  switch (layer.kind) {
    case "neighbourhood": {
      const opacity: ExpressionSpecification = ["case", ["has", "share"], backed ? 0.55 : 0.85, backed ? 0 : 1];
      return [
        { id: `${source}-fill`, type: "fill", source, paint: { "fill-color": shareColour(layer), "fill-opacity": opacity } },
        { id: `${source}-line`, type: "line", source, paint: { "line-color": "#9aa9b2", "line-width": 1 } },
      ];
    }
    case "catchment":
      return [
        {
          id: `${source}-fill`,
          type: "fill",
          source,
          filter: POLYGON,
          paint: { "fill-color": COLOUR.accent, "fill-opacity": 0.14 },
        },
        {
          id: `${source}-line`,
          type: "line",
          source,
          layout: { "line-cap": "round", "line-join": "round" },
          paint: {
            "line-color": COLOUR.accent,
            "line-width": ["case", POLYGON, 1.2, 3],
            "line-opacity": ["case", POLYGON, 0.6, 0.35],
          },
        },
      ];
    case "uncovered":
      return [
        {
          id: `${source}-dot`,
          type: "circle",
          source,
          paint: {
            "circle-color": COLOUR.signal,
            "circle-opacity": 0.75,
            "circle-stroke-color": COLOUR.paper,
            "circle-stroke-width": 0.5,
            // the area of a dot grows with the residents it stands for; a whole town leaves less room than a street
            "circle-radius": ["interpolate", ["exponential", 1.4], ["zoom"], 11, dot(0.35, 1.6, 6), 15, dot(0.9, 3.5, 14)],
          },
        },
      ];
    case "candidate":
      return [
        {
          id: `${source}-ring`,
          type: "circle",
          source,
          paint: {
            "circle-color": COLOUR.paper,
            "circle-opacity": 0.7,
            "circle-stroke-color": COLOUR.line,
            "circle-stroke-width": 1.25,
            "circle-radius": 3.25,
          },
        },
      ];
    case "walk":
      return [
        {
          id: `${source}-edge`,
          type: "line",
          source,
          layout: { "line-cap": "round", "line-join": "round" },
          paint: { "line-color": COLOUR.paper, "line-width": 8, "line-opacity": 0.9 },
        },
        {
          id: `${source}-line`,
          type: "line",
          source,
          layout: { "line-join": "round" },
          paint: { "line-color": COLOUR.accentDark, "line-width": 4, "line-dasharray": [2, 1] },
        },
      ];
    case "point":
      return [
        {
          id: `${source}-sign`,
          type: "symbol",
          source,
          layout: {
            "icon-image": pointImage,
            "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.75, 14, 1.1],
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
          },
        },
      ];
    case "place":
      return [
        {
          id: `${source}-pin`,
          type: "symbol",
          source,
          layout: {
            "icon-image": "place",
            "icon-anchor": "bottom",
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
          },
        },
      ];
  }
}

/** The ring and outline around what is pointed at. */
export const HIGHLIGHT: LayerSpecification[] = [
  {
    id: "highlight-line",
    type: "line",
    source: "highlight",
    filter: ["!=", ["geometry-type"], "Point"],
    paint: { "line-color": COLOUR.text, "line-width": 3 },
  },
  {
    id: "highlight-ring",
    type: "circle",
    source: "highlight",
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": 17,
      "circle-color": "#ffd54a",
      "circle-opacity": 0.9,
      "circle-stroke-color": COLOUR.text,
      "circle-stroke-width": 2,
    },
  },
];
