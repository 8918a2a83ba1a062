// Sorting and filtering of tables with the class `wb-sortable`, in the page's own language.
//
// A cell sorts by its `data-value` when it has one, else by what it shows. Rows without a value stand last in
// both directions: not measured is neither the least nor the most.

import { wordsOf } from "./words";

const FILTER_FROM = 11;

/** The number that a text shows in a language, or null when it shows none. */
export function numberIn(text: string, language: string): number | null {
  const trimmed = text.replace(/[\s\u00a0\u202f€%]|(?:km|min|m)$/gu, "").replace(/^[<>≈~]+/, "").replace("−", "-");
  const plain = language.startsWith("nl")
    ? trimmed.replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".")
    : trimmed.replace(/,(?=\d{3}(\D|$))/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function valueOf(row: HTMLTableRowElement, column: number, language: string): number | string | null {
  const cell = row.cells[column];
  if (!cell) return null;
  const given = cell.dataset.value;
  if (given === "") return null;
  if (given !== undefined) return Number.isNaN(Number(given)) ? given : Number(given);
  const text = (cell.textContent ?? "").trim();
  return numberIn(text, language) ?? (text || null);
}

/** Sorts rows by a column; stable, and what has no value comes last. */
export function sortedRows(
  rows: HTMLTableRowElement[],
  column: number,
  ascending: boolean,
  language: string,
): HTMLTableRowElement[] {
  const compare = new Intl.Collator(language, { numeric: true, sensitivity: "base" }).compare;
  const values = rows.map((row) => valueOf(row, column, language));
  // a text among numbers is "not yet measured" or the like
  const numeric = values.some((value) => typeof value === "number");
  const rank = (value: number | string | null) => (value === null || (numeric && typeof value === "string") ? 1 : 0);
  return rows
    .map((row, place) => ({ row, value: values[place] ?? null }))
    .sort((a, b) => {
      const last = rank(a.value) - rank(b.value);
      if (last !== 0 || rank(a.value) === 1) return last;
      const order =
        typeof a.value === "number" && typeof b.value === "number"
          ? a.value - b.value
          : compare(String(a.value), String(b.value));
      return ascending ? order : -order;
    })
    .map(({ row }) => row);
}

function makeSortable(table: HTMLTableElement, language: string): void {
  const body = table.tBodies[0];
  const header = table.tHead?.rows[0];
  if (!body || !header) return;
  for (const cell of header.cells) {
    if (cell.dataset.sort === "no" || cell.querySelector("a, button") || !cell.textContent?.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "wb-sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const ascending = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of header.cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      body.append(...sortedRows([...body.rows], cell.cellIndex, ascending, language));
    });
  }
}

function makeFilterable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const download = table.dataset.download;
  const filterable = body !== undefined && body.rows.length >= FILTER_FROM;
  if (!filterable && !download) return;
  const say = wordsOf(document.documentElement);
  const tools = document.createElement("div");
  tools.className = "wb-table-tools wb-no-print";
  if (filterable) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    input.type = "search";
    input.className = "utrecht-textbox";
    count.className = "wb-soft";
    count.setAttribute("role", "status");
    label.append(say("filter"), input);
    tools.append(label, count);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLocaleLowerCase();
      let shown = 0;
      for (const row of body.rows) {
        row.hidden = wanted !== "" && !(row.textContent ?? "").toLocaleLowerCase().includes(wanted);
        if (!row.hidden) shown += 1;
      }
      count.textContent = wanted ? say("shown", { shown, all: body.rows.length }) : "";
    });
  }
  if (download) {
    const link = document.createElement("a");
    link.className = "utrecht-link";
    link.href = download;
    link.textContent = say("download");
    tools.append(link);
  }
  (table.closest(".wb-table-scroll") ?? table).before(tools);
}

/** What scrolls sideways can be reached by keyboard, and says what it is: by its caption or the heading before it. */
function makeReachable(part: ParentNode): void {
  for (const region of part.querySelectorAll<HTMLElement>(".wb-table-scroll:not([tabindex])")) {
    const caption = region.querySelector("caption");
    const before = [...document.querySelectorAll("h1, h2, h3, h4")].filter(
      (heading) => heading.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const name = (caption ?? before.at(-1))?.textContent?.trim();
    region.tabIndex = 0;
    if (!name) continue;
    region.setAttribute("role", "group");
    region.setAttribute("aria-label", name);
  }
}

/** Makes the tables in a part of the page sortable, filterable and reachable; once each. */
export function improveTables(part: ParentNode): void {
  makeReachable(part);
  const language = document.documentElement.lang || "nl";
  for (const table of part.querySelectorAll<HTMLTableElement>("table.wb-sortable:not([data-improved])")) {
    table.dataset.improved = "";
    makeSortable(table, language);
    makeFilterable(table);
  }
}
