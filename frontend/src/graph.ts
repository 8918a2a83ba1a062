// The picture of what needs what: a box under the pointer or with the focus shows its own lines and neighbours.
// Everything in the picture is there without scripts; the lines of one box are then seen by choosing it.

const NEAR = "wb-graph__near";

function follow(graph: SVGSVGElement): void {
  const lines = [...graph.querySelectorAll<SVGElement>("[data-owner]")];
  const boxes = [...graph.querySelectorAll<SVGElement>("[data-node]")];
  const show = (node: string | undefined) => {
    const near = new Set([node]);
    for (const line of lines) {
      const { owner, member } = line.dataset;
      const isNear = node !== undefined && (owner === node || member === node);
      line.classList.toggle(NEAR, isNear);
      if (isNear) near.add(owner).add(member);
    }
    for (const box of boxes) box.classList.toggle(NEAR, node !== undefined && near.has(box.dataset.node));
    graph.classList.toggle("wb-graph--following", node !== undefined);
  };
  const at = (event: Event) => (event.target as Element).closest<SVGElement>("[data-node]")?.dataset.node;
  for (const name of ["pointerover", "focusin"]) graph.addEventListener(name, (event) => show(at(event)));
  for (const name of ["pointerleave", "focusout"]) graph.addEventListener(name, () => show(undefined));
}

/** Makes the pictures in a part of the page follow the pointer and the focus. */
export function followLines(part: ParentNode): void {
  for (const graph of part.querySelectorAll<SVGSVGElement>("svg.wb-graph:not([data-follows])")) {
    graph.dataset.follows = "";
    follow(graph);
  }
}
