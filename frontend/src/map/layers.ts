// How each kind of layer is drawn by MapLibre. Names are drawn with the page's own typeface: no server is asked.

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

const BRIDGE: ExpressionSpecification = ["==", ["get", "bridge"], true];
const THROUGH: ExpressionSpecification = ["==", ["get", "through"], true];
const round = { "line-cap": "round", "line-join": "round" } as const;

const PARAPET_ZOOM = 13;

function streetWidth(more: number): ExpressionSpecification {
  const at = (plain: number, through: number): ExpressionSpecification => ["case", THROUGH, through + more, plain + more];
  return ["interpolate", ["exponential", 1.5], ["zoom"], 11, at(0.4, 1), 14, at(1.2, 2.6), 17, at(5, 9)];
}

/** Far away a firm line, close by two parapets around the street. */
function bridgeWidth(): ExpressionSpecification {
  const far: ExpressionSpecification = ["case", THROUGH, 1.6, 1];
  const near: ExpressionSpecification = ["case", THROUGH, 4.6, 3.4];
  const close: ExpressionSpecification = ["case", THROUGH, 11.4, 7.4];
  return ["interpolate", ["exponential", 1.5], ["zoom"], PARAPET_ZOOM - 2, far, PARAPET_ZOOM, far, PARAPET_ZOOM + 0.5, near, 17, close];
}

/** Quiet lines that one finds one's way by; a bridge stands out, because the water is only seen by what is absent. */
function streets(source: string): LayerSpecification[] {
  const opacity: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 11, 0.3, 14, 0.26, 17, 0.2];
  return [
    {
      id: `${source}-line`,
      type: "line",
      source,
      filter: ["!", BRIDGE],
      layout: round,
      paint: { "line-color": COLOUR.street, "line-width": streetWidth(0), "line-opacity": opacity },
    },
    {
      id: `${source}-bridge-edge`,
      type: "line",
      source,
      filter: BRIDGE,
      paint: { "line-color": COLOUR.street, "line-width": bridgeWidth(), "line-opacity": 0.7 },
    },
    {
      id: `${source}-bridge`,
      type: "line",
      source,
      filter: BRIDGE,
      minzoom: PARAPET_ZOOM,
      paint: { "line-color": COLOUR.paper, "line-width": streetWidth(0.4) },
    },
  ];
}

const TYPEFACE = ["'Source Sans 3'"]; // with quotes: no bare name in CSS may have a part that begins with a digit
const halo = { "text-halo-color": COLOUR.paper, "text-halo-width": 1.4 };

/** The names of streets or neighbourhoods, where there is room; above areas and dots, below walks and points. */
export function namesOf(layer: Layer, source: string): LayerSpecification[] {
  if (layer.kind === "street") {
    return [
      {
        id: `${source}-name`,
        type: "symbol",
        source,
        minzoom: 13,
        filter: ["has", "name"],
        layout: {
          "symbol-placement": "line",
          "symbol-spacing": 220,
          "text-field": ["get", "name"],
          "text-font": TYPEFACE,
          "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10.5, 17, 14],
          "text-max-angle": 40,
          "text-padding": 3,
          "symbol-sort-key": ["case", BRIDGE, 0, THROUGH, 1, 2],
        },
        paint: { ...halo, "text-color": COLOUR.streetName },
      },
    ];
  }
  if (layer.kind !== "neighbourhood") return [];
  return [
    {
      id: `${source}-name`,
      type: "symbol",
      source,
      layout: {
        "text-field": ["get", "label"],
        "text-font": TYPEFACE,
        "text-size": ["interpolate", ["linear"], ["zoom"], 11, 11, 14, 14],
        "text-max-width": 7,
        "text-padding": 8,
      },
      paint: { ...halo, "text-color": COLOUR.areaName },
    },
  ];
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
    case "street":
      return streets(source);
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
            "circle-opacity": ["interpolate", ["linear"], ["zoom"], 11, 0.42, 14, 0.6],
            // the area of a dot grows with the residents it stands for; a whole town leaves less room than a street
            "circle-radius": ["interpolate", ["exponential", 1.4], ["zoom"], 11, dot(0.28, 1.2, 4.5), 15, dot(0.85, 3.5, 13)],
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
            "icon-allow-overlap": true, // names make room for them
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
