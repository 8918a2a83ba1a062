// Draws a map document with MapLibre GL: loaded only when a map comes into view.

import {
  Map as GlMap,
  NavigationControl,
  Popup,
  setWorkerUrl,
  type GeoJSONSource,
  type LayerSpecification,
  type LngLatLike,
  type StyleSpecification,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { KINDS, extent, featuresOf, type Bounds, type MapDocument, type MapFeature } from "./document";
import { HIGHLIGHT, drawingOf, namesOf } from "./layers";
import { POINT_SIGNS, SCALE, drawSign } from "./symbols";

export interface Options {
  container: HTMLElement;
  document: MapDocument;
  label: string;
  background: string;
  say: (key: string) => string;
  selected: (id: string) => void;
  hovered: (id: string | null) => void;
}

export interface Drawing {
  highlight(id: string | null): void;
  select(id: string): void;
  show(place: number, visible: boolean): void;
  remove(): void;
}

const NETHERLANDS: Bounds = [3.2, 50.7, 7.3, 53.7];
const EMPTY = { type: "FeatureCollection" as const, features: [] };
const STEP_PIXELS = 6;

setWorkerUrl(new URL(workerUrl, document.baseURI).href);

function styleOf(source: MapDocument, background: string): { style: StyleSpecification; layersOf: string[][] } {
  const style: StyleSpecification = {
    version: 8,
    sources: { highlight: { type: "geojson", data: EMPTY } },
    layers: [{ id: "ground", type: "background", paint: { "background-color": "#e9eef0" } }],
  };
  if (background) {
    style.sources.background = { type: "raster", tiles: [background], tileSize: 256, maxzoom: 19 };
    style.layers.push({
      id: "background",
      type: "raster",
      source: "background",
      paint: { "raster-saturation": -0.8, "raster-opacity": 0.7 },
    });
  }
  const layersOf: string[][] = source.layers.map(() => []);
  const names: LayerSpecification[] = [];
  const placeNames = () => style.layers.push(...names.splice(0));
  const bottomUp = source.layers
    .map((layer, place) => ({ layer, place }))
    .sort((a, b) => KINDS.indexOf(a.layer.kind) - KINDS.indexOf(b.layer.kind));
  for (const { layer, place } of bottomUp) {
    const name = `layer-${place}`;
    style.sources[name] = { type: "geojson", data: layer.data };
    const drawn = drawingOf(layer, name, background !== "");
    const written = background ? [] : namesOf(layer, name);
    names.push(...written);
    layersOf[place] = [...drawn, ...written].map(({ id }) => id);
    if (KINDS.indexOf(layer.kind) > KINDS.indexOf("uncovered")) placeNames();
    if (layer.kind === "point" && !style.layers.includes(HIGHLIGHT[0]!)) style.layers.push(...HIGHLIGHT);
    style.layers.push(...drawn);
  }
  placeNames();
  if (!style.layers.includes(HIGHLIGHT[0]!)) style.layers.push(...HIGHLIGHT);
  return { style, layersOf };
}

function popupContent(feature: MapFeature, say: (key: string) => string): HTMLElement {
  const { label, detail, href } = feature.properties;
  const content = document.createElement("div");
  content.className = "wb-map__popup";
  const title = document.createElement("h3");
  title.textContent = label ?? "";
  content.append(title);
  if (detail) {
    const words = document.createElement("p");
    words.textContent = detail;
    content.append(words);
  }
  // an address of this site only: the map document is data, and data does not choose where a person goes
  if (href && new URL(href, document.baseURI).origin === location.origin) {
    const link = document.createElement("a");
    link.className = "utrecht-link";
    link.href = href;
    link.textContent = say("more");
    content.append(link);
  }
  return content;
}

function middleOf(feature: MapFeature): LngLatLike | null {
  if (feature.geometry.type === "Point") return feature.geometry.coordinates as [number, number];
  const bounds = extent([feature]);
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

/** Draws the document; resolves when it is on the screen, rejects when the device cannot. */
export async function draw(options: Options): Promise<Drawing> {
  const { document: source, say } = options;
  const { style, layersOf } = styleOf(source, options.background);
  const coarse = matchMedia("(pointer: coarse)").matches;
  const map = new GlMap({
    container: options.container,
    style,
    bounds: source.bounds ?? NETHERLANDS,
    fitBoundsOptions: { padding: 28, maxZoom: 16 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    cooperativeGestures: coarse,
    // kept, so that a printed page has its map
    canvasContextAttributes: { preserveDrawingBuffer: true },
    locale: {
      "Map.Title": options.label,
      "NavigationControl.ZoomIn": say("zoom_in"),
      "NavigationControl.ZoomOut": say("zoom_out"),
      "Popup.Close": say("close"),
      "CooperativeGesturesHandler.MobileHelpText": say("two_fingers"),
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-label", `${options.label}. ${say("keys")}`);
  canvas.setAttribute("role", "application");
  // the wheel scrolls the page until a person has turned to the map
  if (!coarse) {
    map.scrollZoom.disable();
    canvas.addEventListener("focus", () => map.scrollZoom.enable());
    canvas.addEventListener("blur", () => map.scrollZoom.disable());
  }
  // as soon as there is a style to add them to: the first tile already asks for them
  map.once("style.load", () => {
    for (const sign of [...POINT_SIGNS, "place" as const]) {
      const size = (sign === "place" ? 36 : 22) * SCALE;
      const drawn = drawSign(sign, size).getContext("2d")?.getImageData(0, 0, size, size);
      if (drawn) map.addImage(sign, drawn, { pixelRatio: SCALE });
    }
  });
  await new Promise<void>((resolve, reject) => {
    map.once("load", () => resolve());
    map.once("error", ({ error }) => reject(error));
  });
  // a tile that does not come leaves a gap, and is no reason to take the map away
  map.on("error", ({ error }) => console.warn(error));

  const popup = new Popup({ closeButton: true, focusAfterOpen: false, maxWidth: "18rem", offset: 14 });
  const selectable = source.layers
    .map((layer, place) => ({ layer, place }))
    .filter(({ layer }) => layer.data.features.some(({ properties }) => properties.id || properties.label))
    .sort((a, b) => KINDS.indexOf(a.layer.kind) - KINDS.indexOf(b.layer.kind))
    .flatMap(({ place }) => layersOf[place] ?? []);

  const highlight = (id: string | null): void => {
    const features = id === null ? [] : featuresOf(source, id);
    map.getSource<GeoJSONSource>("highlight")?.setData({ type: "FeatureCollection", features });
  };
  const open = (feature: MapFeature, at: LngLatLike): void => {
    if (!feature.properties.label && !feature.properties.detail) return;
    popup.setLngLat(at).setDOMContent(popupContent(feature, say)).addTo(map);
  };
  // MapLibre gives a part of a shape, cut at the edge of a tile: the whole is in the document
  const whole = (found: MapFeature): MapFeature =>
    (found.properties.id !== undefined && featuresOf(source, found.properties.id)[0]) || found;
  const at = (point: { x: number; y: number }): MapFeature | undefined => {
    const around: [[number, number], [number, number]] = [
      [point.x - STEP_PIXELS, point.y - STEP_PIXELS],
      [point.x + STEP_PIXELS, point.y + STEP_PIXELS],
    ];
    return map.queryRenderedFeatures(around, { layers: selectable })[0] as unknown as MapFeature | undefined;
  };

  map.on("click", (event) => {
    const found = at(event.point);
    if (!found) return;
    const feature = whole(found);
    open(feature, feature.geometry.type === "Point" ? (middleOf(feature) ?? event.lngLat) : event.lngLat);
    if (feature.properties.id) {
      highlight(feature.properties.id);
      options.selected(feature.properties.id);
    }
  });
  let last: string | null = null;
  map.on("mousemove", (event) => {
    const id = at(event.point)?.properties.id ?? null;
    canvas.style.cursor = id === null ? "" : "pointer";
    if (id === last) return;
    last = id;
    highlight(id);
    options.hovered(id);
  });

  return {
    highlight,
    select(id) {
      const [feature] = featuresOf(source, id);
      if (!feature) return;
      const bounds = extent([feature]);
      highlight(id);
      if (feature.geometry.type === "Point") {
        map.easeTo({ center: middleOf(feature) ?? map.getCenter(), zoom: Math.max(map.getZoom(), 13.5) });
      } else if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: 16 });
      const middle = middleOf(feature);
      if (middle) open(feature, middle);
    },
    show(place, visible) {
      for (const id of layersOf[place] ?? []) {
        // the outlines of the neighbourhoods are the ground that one reads the map by
        if (source.layers[place]?.kind === "neighbourhood" && id.endsWith("-line")) continue;
        map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
      }
    },
    remove: () => map.remove(),
  };
}
