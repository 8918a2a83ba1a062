import { afterEach, describe, expect, it, vi } from "vitest";
import { stackTables } from "../src/stack";

type Turn = () => void;
let turns: Turn[] = [];
const screen = { matches: true, addEventListener: (_: string, turn: Turn) => turns.push(turn) };

function page(rows: string, width: number, attributes = ""): HTMLTableElement {
  turns = [];
  screen.matches = true;
  vi.stubGlobal("matchMedia", () => screen);
  document.body.innerHTML = `<div class="wb-table-scroll"><table ${attributes}><thead><tr><th>Rol</th><th>Naam</th>
    <th>Telefoon</th></tr></thead>${rows}</table></div>`;
  const table = document.querySelector("table") as HTMLTableElement;
  Object.defineProperty(table, "scrollWidth", { value: width });
  Object.defineProperty(table.parentElement, "clientWidth", { value: 328 });
  stackTables(document);
  return table;
}

function labels(table: HTMLTableElement): string[][] {
  return [...table.tBodies].flatMap((body) =>
    [...body.rows].map((row) => [...row.cells].map((cell) => cell.dataset.label ?? "")),
  );
}

const ROW = "<tbody><tr><th>Burgemeester</th><td>Bas</td><td>06</td></tr></tbody>";

afterEach(() => vi.unstubAllGlobals());

describe("stackTables", () => {
  it("gives each value the name of its column where a cell spans rows", () => {
    const table = page(
      `<tbody><tr><th rowspan="3">Burgemeester</th><td>Bas</td><td>06-1</td></tr><tr><td rowspan="2">Fleur</td><td>06-2</td></tr>
       <tr><td>06-3</td></tr></tbody><tbody><tr><th>Griffier</th><td colspan="2">nog niemand</td></tr></tbody>`,
      500,
    );
    expect(labels(table)).toEqual([["", "Naam", "Telefoon"], ["Naam", "Telefoon"], ["Telefoon"], ["", ""]]);
  });

  it("says to a screen reader that it still is a table", () => {
    const table = page(ROW, 500);
    const roles = [...table.querySelectorAll("[role]")].map((element) => element.getAttribute("role"));
    expect([table.getAttribute("role"), ...roles]).toEqual([
      ...["table", "rowgroup", "row", "columnheader", "columnheader", "columnheader"],
      ...["rowgroup", "row", "rowheader", "cell", "cell"],
    ]);
  });

  it.each([
    ["–", true],
    ["", true],
    ["0", false],
    ["<button></button>", false],
  ])("hides a cell that shows %j: %s", (content, isHidden) => {
    const table = page(ROW.replace("06", content), 500);
    expect(table.rows[1]?.cells[2]?.classList.contains("wb-stacked__nothing")).toBe(isHidden);
  });

  it("leaves what fits, and what asks for it, as it is", () => {
    expect(page(ROW, 328).className).toBe("");
    expect(page(ROW, 500, 'data-stack="no"').className).toBe("");
  });

  it("looks again when a fold opens: what is folded away has no width", () => {
    const table = page(ROW, 0);
    document.body.innerHTML = `<details><div class="wb-table-scroll">${table.outerHTML}</div></details>`;
    const inside = document.querySelector("table") as HTMLTableElement;
    delete inside.dataset.stacking;
    let width = 0;
    Object.defineProperty(inside, "scrollWidth", { get: () => width });
    Object.defineProperty(inside.parentElement, "clientWidth", { get: () => Math.min(width, 328) });
    stackTables(document);
    expect(inside.className).toBe("");
    width = 500;
    document.querySelector("details")?.dispatchEvent(new Event("toggle"));
    expect(inside.className).toBe("wb-stacked");
  });

  it("follows the screen when it turns", () => {
    const table = page(ROW, 500);
    expect(table.className).toBe("wb-stacked");
    screen.matches = false;
    for (const turn of turns) turn();
    expect(table.className).toBe("");
  });

  describe("a long table", () => {
    const long = `<tbody>${ROW.slice(7, -8).repeat(20)}</tbody>`;
    function tall(rows: string, width: number): [HTMLTableElement, HTMLButtonElement | null] {
      document.documentElement.dataset.words = '{"all": "Toon alle {all} regels"}';
      const table = page(rows, width, 'data-stack="no"');
      table.dataset.stack = "";
      table.parentElement?.classList.add("wb-table-scroll--tall");
      stackTables(document);
      return [table, document.querySelector("button")];
    }

    it("is short until somebody asks for all of it, and reading goes on at the first new row", () => {
      const [table, button] = tall(long, 500);
      expect(table.classList.contains("wb-stacked--short")).toBe(true);
      expect(button?.textContent).toBe("Toon alle 20 regels");
      button?.click();
      expect(table.classList.contains("wb-stacked--short")).toBe(false);
      expect(document.querySelector("button")).toBeNull();
      expect(document.activeElement).toBe(table.tBodies[0]?.rows[10]);
    });

    it("has no button on a wide screen, and none when it is not long", () => {
      expect(tall(long, 300)[1]?.hidden).toBe(true);
      expect(tall(ROW, 500)[1]).toBeNull();
    });
  });
});
