import { beforeEach, describe, expect, it } from "vitest";
import { improveTables, numberIn } from "../src/tables";

function table(rows: string[][], attributes = ""): HTMLTableElement {
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("");
  document.body.innerHTML = `<table class="wb-sortable" ${attributes}>
    <thead><tr><th>Naam</th><th>Aandeel</th></tr></thead><tbody>${body}</tbody></table>`;
  improveTables(document);
  return document.querySelector("table") as HTMLTableElement;
}

function column(of: HTMLTableElement, place: number): string[] {
  return [...(of.tBodies[0]?.rows ?? [])].map((row) => row.cells[place]?.textContent ?? "");
}

function press(of: HTMLTableElement, place: number): void {
  of.tHead?.rows[0]?.cells[place]?.querySelector("button")?.click();
}

beforeEach(() => {
  document.documentElement.lang = "nl";
  document.documentElement.dataset.words = JSON.stringify({ filter: "Zoek", shown: "{shown} van {all}" });
});

describe("numberIn", () => {
  it.each([
    ["2.780", "nl", 2780],
    ["2,780", "en", 2780],
    ["97,2\u00a0%", "nl", 97.2],
    ["€\u00a0412.000", "nl", 412000],
    ["−3,5", "nl", -3.5],
    ["1.234.567,8", "nl", 1234567.8],
    ["<\u00a00,1\u00a0%", "nl", 0.1],
    ["480\u00a0m", "nl", 480],
    ["0", "en", 0],
    ["nog niet gemeten", "nl", null],
    ["6211 DN", "nl", null],
    ["", "nl", null],
  ])("reads %s in %s", (text, language, expected) => {
    expect(numberIn(text, language)).toBe(expected);
  });
});

describe("sorting", () => {
  it("goes up, then down, and keeps what was not measured last", () => {
    const found = table([["A", "nog niet gemeten"], ["B", "9,5 %"], ["C", "100 %"], ["D", "41 %"]]);
    press(found, 1);
    expect(column(found, 0)).toEqual(["B", "D", "C", "A"]);
    expect(found.tHead?.rows[0]?.cells[1]?.getAttribute("aria-sort")).toBe("ascending");
    press(found, 1);
    expect(column(found, 0)).toEqual(["C", "D", "B", "A"]);
    press(found, 0);
    expect(found.tHead?.rows[0]?.cells[1]?.hasAttribute("aria-sort")).toBe(false);
    expect(column(found, 0)).toEqual(["A", "B", "C", "D"]);
  });

  it("sorts names as a dictionary does, with accents and numbers inside", () => {
    const found = table([["Wyck", "1"], ["Céramique", "2"], ["caberg 10", "3"], ["Caberg 9", "4"]]);
    press(found, 0);
    expect(column(found, 0)).toEqual(["Caberg 9", "caberg 10", "Céramique", "Wyck"]);
  });

  it("prefers the value that a cell carries over what it shows", () => {
    const found = table([["A", "1,1 km"], ["B", "900 m"]]);
    for (const [row, metres] of [["A", "1100"], ["B", "900"]] as const) {
      const cell = [...found.rows].find((one) => one.cells[0]?.textContent === row)?.cells[1];
      if (cell) cell.dataset.value = metres;
    }
    press(found, 1);
    expect(column(found, 0)).toEqual(["B", "A"]);
  });

  it("improves a table once", () => {
    const found = table([["A", "1"]]);
    improveTables(document);
    expect(found.querySelectorAll("thead button")).toHaveLength(2);
  });
});

describe("filtering", () => {
  const many = Array.from({ length: 12 }, (_, number) => [`Buurt ${number}`, `${number}`]);

  it("is there for more than ten rows only", () => {
    table(many.slice(0, 10));
    expect(document.querySelector("input[type=search]")).toBeNull();
    table(many);
    expect(document.querySelector("input[type=search]")).not.toBeNull();
  });

  it("hides other rows and says how many are left", () => {
    const found = table(many);
    const input = document.querySelector("input[type=search]") as HTMLInputElement;
    input.value = "buurt 1";
    input.dispatchEvent(new Event("input"));
    expect([...(found.tBodies[0]?.rows ?? [])].filter((row) => !row.hidden)).toHaveLength(3);
    expect(document.querySelector("[role=status]")?.textContent).toBe("3 van 12");
    input.value = "";
    input.dispatchEvent(new Event("input"));
    expect(found.querySelectorAll("tr[hidden]")).toHaveLength(0);
  });
});

it("lets the keyboard reach what scrolls sideways, under the heading's name", () => {
  document.body.innerHTML = `<h2>Per buurt</h2><div class="wb-table-scroll"></div><h2>Later</h2>
    <div class="wb-table-scroll" tabindex="0" aria-label="own"></div>`;
  improveTables(document);
  const [first, second] = document.querySelectorAll<HTMLElement>(".wb-table-scroll");
  expect([first?.tabIndex, first?.getAttribute("aria-label")]).toEqual([0, "Per buurt"]);
  expect(second?.getAttribute("aria-label")).toBe("own");
});
