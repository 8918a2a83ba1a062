// Where a map document comes from: an address, or a data block in the page.

/** The JSON at an address, or in the data block whose id follows a "#"; throws with the reason when there is none. */
export async function readSource(src: string): Promise<unknown> {
  if (src.startsWith("#")) {
    const block = document.getElementById(src.slice(1));
    if (block?.getAttribute("type") !== "application/json") throw new Error(`the page has no map document ${src}`);
    return JSON.parse(block.textContent ?? "");
  }
  const answer = await fetch(src, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the map's address answered ${answer.status}`);
  return answer.json();
}
