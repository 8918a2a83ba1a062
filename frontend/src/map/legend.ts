// The legend under the map: a labelled checkbox for each layer, and what its signs mean, in words.

import { NO_SHARE, shareWords, stepsOf, type Layer } from "./document";
import { COLOUR, SCALE, TIERS, drawSign, type Sign } from "./symbols";

type Say = (key: string) => string;

function key(sign: Sign, words: string, colour?: string): HTMLElement {
  const element = document.createElement("span");
  const canvas = drawSign(sign, 20 * SCALE, colour);
  canvas.setAttribute("aria-hidden", "true");
  element.className = "wb-map__key";
  element.append(canvas, words);
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

function keysOf(layer: Layer, say: Say, language: string): HTMLElement[] {
  switch (layer.kind) {
    case "point":
      return pointKeys(layer, say);
    case "neighbourhood":
      return shareKeys(layer, say, language);
    case "uncovered":
      return [key("uncovered", layer.legend, COLOUR.signal)];
    case "candidate":
      return [key("candidate", layer.legend, COLOUR.line)];
    default:
      return [key(layer.kind, layer.legend, layer.kind === "walk" ? COLOUR.accentDark : COLOUR.accent)];
  }
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
  layers.forEach((layer, place) => {
    if (layer.data.features.length === 0) return;
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => toggle(place, box.checked));
    label.append(box, layer.label);
    item.append(label, ...keysOf(layer, say, language));
    if (layer.kind === "neighbourhood" && layer.legend && layer.legend !== layer.label && item.childElementCount > 1) {
      const words = document.createElement("span");
      words.className = "wb-soft";
      words.textContent = layer.legend;
      label.after(words);
    }
    list.append(item);
  });
  return fieldset;
}
