// <weerbaar-locate>: a button "use my location" that fills `lat` and `lon` of its form and sends it.
//
// Four decimals (about ten metres) are enough to find a point, and no more leaves the device. Where there is no
// geolocation, nothing shows: the form's own field does the same.

import { wordsOf } from "./words";

const DENIED = 1;
const TOO_LATE = 3;

class WeerbaarLocate extends HTMLElement {
  connectedCallback(): void {
    if (!("geolocation" in navigator) || !window.isSecureContext) {
      this.hidden = true;
      return;
    }
    if (this.querySelector("button")) return;
    const say = wordsOf(this);
    const button = document.createElement("button");
    const state = document.createElement("p");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--subtle";
    button.append(...this.childNodes);
    if (!button.textContent?.trim()) button.textContent = say("use");
    state.setAttribute("role", "status");
    state.className = "wb-soft";
    this.append(button, state);
    button.addEventListener("click", () => {
      button.disabled = true;
      state.textContent = say("busy");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => this.send(coords.latitude, coords.longitude),
        (error) => {
          button.disabled = false;
          state.textContent = say(
            error.code === DENIED ? "denied" : error.code === TOO_LATE ? "too_late" : "unavailable",
          );
        },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 120_000 },
      );
    });
  }

  private send(latitude: number, longitude: number): void {
    const form = this.closest("form");
    if (!form) return;
    for (const [name, value] of Object.entries({ lat: latitude, lon: longitude })) {
      let field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = name;
        form.append(field);
      }
      field.value = value.toFixed(4);
    }
    // straight to the server: the field that a person would fill may be empty now
    form.submit();
  }
}

/** Makes the element known to the page. */
export function defineLocate(): void {
  if (!customElements.get("weerbaar-locate")) customElements.define("weerbaar-locate", WeerbaarLocate);
}
