// The signs on the map and in its legend, drawn once on a canvas: shape says the tier, fill says the state.

export const COLOUR = {
  accent: "#0b6e75",
  accentDark: "#084c52",
  text: "#16212b",
  signal: "#8a4704",
  line: "#75858f",
  paper: "#ffffff",
  street: "#3c5563",
  streetName: "#46565f",
  areaName: "#33444e",
};
export const TIERS = ["main", "local", "regional"] as const;
export type Tier = (typeof TIERS)[number];
export const SCALE = 2;

export type Sign = `${Tier}-${"ready" | "planned"}` | "place" | "candidate" | "uncovered" | "walk" | "catchment" | "area";

export const POINT_SIGNS: Sign[] = TIERS.flatMap((tier) => [`${tier}-ready`, `${tier}-planned`] as Sign[]);

function tierPath(pen: CanvasRenderingContext2D, tier: Tier, size: number): void {
  const middle = size / 2;
  const half = size * (tier === "main" ? 0.33 : tier === "local" ? 0.35 : 0.43);
  pen.beginPath();
  if (tier === "main") pen.rect(middle - half, middle - half, 2 * half, 2 * half);
  else if (tier === "local") pen.arc(middle, middle, half, 0, 2 * Math.PI);
  else {
    pen.moveTo(middle, middle - half);
    pen.lineTo(middle + half, middle);
    pen.lineTo(middle, middle + half);
    pen.lineTo(middle - half, middle);
    pen.closePath();
  }
}

function drawPoint(pen: CanvasRenderingContext2D, tier: Tier, ready: boolean, size: number): void {
  tierPath(pen, tier, size);
  pen.lineJoin = "round";
  // a light edge keeps the sign apart from whatever lies under it
  pen.strokeStyle = COLOUR.paper;
  pen.lineWidth = size * 0.24;
  pen.stroke();
  pen.fillStyle = ready ? COLOUR.accent : COLOUR.paper;
  pen.fill();
  pen.strokeStyle = ready ? COLOUR.accentDark : COLOUR.accent;
  pen.lineWidth = size * 0.11;
  pen.stroke();
}

function drawPlace(pen: CanvasRenderingContext2D, size: number): void {
  const middle = size / 2;
  const radius = size * 0.28;
  pen.beginPath();
  pen.moveTo(middle, size * 0.97);
  pen.bezierCurveTo(size * 0.3, size * 0.66, middle - radius, size * 0.55, middle - radius, size * 0.36);
  pen.arc(middle, size * 0.36, radius, Math.PI, 0);
  pen.bezierCurveTo(middle + radius, size * 0.55, size * 0.7, size * 0.66, middle, size * 0.97);
  pen.closePath();
  pen.fillStyle = COLOUR.text;
  pen.strokeStyle = COLOUR.paper;
  pen.lineWidth = size * 0.08;
  pen.stroke();
  pen.fill();
  pen.beginPath();
  pen.arc(middle, size * 0.36, size * 0.11, 0, 2 * Math.PI);
  pen.fillStyle = COLOUR.paper;
  pen.fill();
}

function drawOther(pen: CanvasRenderingContext2D, sign: Sign, size: number, colour: string): void {
  const middle = size / 2;
  pen.beginPath();
  if (sign === "uncovered" || sign === "candidate") {
    pen.arc(middle, middle, size * 0.2, 0, 2 * Math.PI);
    if (sign === "uncovered") {
      pen.fillStyle = colour;
      pen.fill();
    } else {
      pen.strokeStyle = colour;
      pen.lineWidth = size * 0.08;
      pen.stroke();
    }
  } else if (sign === "walk") {
    pen.moveTo(size * 0.08, middle);
    pen.lineTo(size * 0.92, middle);
    pen.setLineDash([size * 0.2, size * 0.12]);
    pen.lineWidth = size * 0.14;
    pen.strokeStyle = colour;
    pen.stroke();
  } else {
    pen.rect(size * 0.1, size * 0.2, size * 0.8, size * 0.6);
    pen.fillStyle = colour;
    if (sign === "catchment") pen.globalAlpha = 0.25;
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = sign === "catchment" ? colour : COLOUR.line;
    pen.lineWidth = size * 0.05;
    pen.stroke();
  }
}

/** Draws a sign of `size` pixels on a fresh canvas; `colour` only matters for areas, dots and lines. */
export function drawSign(sign: Sign, size: number, colour: string = COLOUR.accent): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return canvas;
  const [tier, state] = sign.split("-");
  if (state) drawPoint(pen, tier as Tier, state === "ready", size);
  else if (sign === "place") drawPlace(pen, size);
  else drawOther(pen, sign, size, colour);
  return canvas;
}
