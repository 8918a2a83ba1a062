// What the pages of an exercise need beyond every other page: the mark that stands on each of them, and a clock that
// moves between two answers of the server. The server's time counts; every answer sets the clock again.

import "./styles/exercise.css";

const MINUTE = 60_000;
const DAY = 24 * 60;
const MONDAY = Date.UTC(2024, 0, 1);
const seen = new WeakMap<HTMLElement, number>();

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function scenarioTime(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `T+${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function storyTime(minute: number): string {
  const moment = new Date(MONDAY + minute * MINUTE);
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" });
  return `${weekday.format(moment)} ${moment.toISOString().slice(11, 16)}`;
}

function tick(): void {
  for (const clock of document.querySelectorAll<HTMLElement>("[data-scenario-ms]")) {
    const since = seen.get(clock) ?? performance.now();
    seen.set(clock, since);
    const speed = Number(clock.dataset.speed);
    if (!speed) continue;
    const minute = Math.floor((Number(clock.dataset.scenarioMs) + (performance.now() - since) * speed) / MINUTE);
    const time = clock.querySelector<HTMLElement>("[data-clock-time]");
    const story = clock.querySelector<HTMLElement>("[data-clock-story]");
    if (time) write(time, scenarioTime(minute));
    if (story) write(story, storyTime((Number(clock.dataset.storyStart) + minute) % (7 * DAY)));
  }
}

tick();
window.setInterval(tick, 500);
