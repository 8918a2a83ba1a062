// The legend under the map: a labelled checkbox for each layer, and what its signs mean, in words.

import { NO_SHARE, shareWords, stepsOf, type Layer } from "./document";
import { COLOUR, SCALE, TIERS, drawSign, type Sign } from "./symbols";

type Say = (key: string) => string;

function drawing(sign: Sign, colour?: string): HTMLCanvasElement {
  const canvas = drawSign(sign, 20 * SCALE, colour);
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

function key(sign: Sign, words: string, colour?: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "wb-map__key";
  element.append(drawing(sign, colour), words);
  return element;
}

function pointKeys(layer: Layer, say: Say): HTMLElement[] {
  const there = new Set(
    layer.data.features.map(({ properties }) => `${properties.tier ?? "local"}-${properties.ready ? "ready" : "planned"}`),
  );
  return TIERS.flatMap((tier) =>
    (["ready", "planned"] as const)
      .filter((state) => there.has(`${tier}-${state}`))
      .map((state) => key(`${tier}-${state}`, `${say(tier)}, ${say(state)}`)),
  );
}

function shareKeys(layer: Layer, say: Say, language: string): HTMLElement[] {
  const shares = layer.data.features.map(({ properties }) => properties.share).filter((share) => share !== undefined);
  if (shares.length === 0) return [];
  const steps = stepsOf(layer);
  const words = shareWords(language, steps);
  const keys = steps.map((step, place) => key("area", words[place] ?? "", step.colour));
  if (shares.includes(null)) keys.push(key("area", say("unknown"), NO_SHARE));
  return keys;
}

/** What a layer's features are drawn with, when they all look alike. */
function signOf({ kind }: Layer): { sign: Sign; colour: string } | null {
  switch (kind) {
    case "point":
    case "neighbourhood":
    case "street":
      return null;
    case "uncovered":
      return { sign: kind, colour: COLOUR.signal };
    case "candidate":
      return { sign: kind, colour: COLOUR.line };
    case "walk":
      return { sign: kind, colour: COLOUR.accentDark };
    default:
      return { sign: kind, colour: COLOUR.accent };
  }
}

function keysOf(layer: Layer, say: Say, language: string): HTMLElement[] {
  if (layer.kind === "point") return pointKeys(layer, say);
  return layer.kind === "neighbourhood" ? shareKeys(layer, say, language) : [];
}

/** The legend of a document's layers; `toggle` hears which layer is switched on or off. */
export function makeLegend(
  layers: Layer[],
  say: Say,
  language: string,
  toggle: (place: number, visible: boolean) => void,
): HTMLFieldSetElement {
  const fieldset = document.createElement("fieldset");
  const caption = document.createElement("legend");
  const list = document.createElement("ul");
  fieldset.className = "wb-map__legend";
  caption.className = "wb-visually-hidden";
  caption.textContent = say("layers");
  fieldset.append(caption, list);
  // what a map is about comes first, the streets under it last
  const places = [...layers.keys()].sort((a, b) => Number(layers[a]?.kind === "street") - Number(layers[b]?.kind === "street"));
  for (const place of places) {
    const layer = layers[place]!;
    if (layer.data.features.length === 0) continue;
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => toggle(place, box.checked));
    const alike = signOf(layer);
    label.append(box, ...(alike ? [drawing(alike.sign, alike.colour)] : []), layer.label);
    const keys = keysOf(layer, say, language);
    item.append(label, ...keys);
    // without shares there is nothing that the words about shares could explain
    const explains = layer.kind === "neighbourhood" ? keys.length > 0 : alike !== null;
    if (explains && layer.legend && layer.legend.toLowerCase() !== layer.label.toLowerCase()) {
      const words = document.createElement("span");
      words.className = "wb-soft";
      words.textContent = layer.legend;
      label.after(words);
    }
    list.append(item);
  }
  return fieldset;
}
