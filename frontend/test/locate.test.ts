import { beforeEach, expect, it, vi } from "vitest";
import { defineLocate } from "../src/locate";

type Success = (position: { coords: { latitude: number; longitude: number } }) => void;
type Failure = (error: { code: number }) => void;

function page(): { form: HTMLFormElement; button: HTMLButtonElement; sent: ReturnType<typeof vi.fn> } {
  document.body.innerHTML = `<form><input type="hidden" name="lat">
    <weerbaar-locate data-words='{"denied": "Niet gedeeld", "busy": "Zoekt"}'>Gebruik mijn locatie</weerbaar-locate></form>`;
  const form = document.querySelector("form") as HTMLFormElement;
  const sent = vi.fn();
  form.submit = sent;
  return { form, button: form.querySelector("button") as HTMLButtonElement, sent };
}

function device(answer: (success: Success, failure: Failure) => void): void {
  Object.defineProperty(navigator, "geolocation", { configurable: true, value: { getCurrentPosition: answer } });
}

beforeEach(() => {
  Object.defineProperty(window, "isSecureContext", { configurable: true, value: true });
  device(() => undefined);
  defineLocate();
});

it("sends the place with four decimals and no more", () => {
  device((success) => success({ coords: { latitude: 50.84851234, longitude: 5.6 } }));
  const { form, button, sent } = page();
  expect(button.textContent).toBe("Gebruik mijn locatie");
  button.click();
  expect(new FormData(form).get("lat")).toBe("50.8485");
  expect(new FormData(form).get("lon")).toBe("5.6000");
  expect(sent).toHaveBeenCalledOnce();
});

it("says in words that a person did not share it, and lets them try again", () => {
  device((_, failure) => failure({ code: 1 }));
  const { form, button, sent } = page();
  button.click();
  expect(form.querySelector("[role=status]")?.textContent).toBe("Niet gedeeld");
  expect(button.disabled).toBe(false);
  expect(sent).not.toHaveBeenCalled();
});

it("does not show where a device cannot do it", () => {
  Object.defineProperty(window, "isSecureContext", { configurable: true, value: false });
  document.body.innerHTML = "<form><weerbaar-locate>x</weerbaar-locate></form>";
  expect(document.querySelector<HTMLElement>("weerbaar-locate")?.hidden).toBe(true);
});
