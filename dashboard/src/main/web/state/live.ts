import { batch, signal } from "@preact/signals";
import * as api from "../api/client.ts";
import { ApiError, isAbort } from "../api/http.ts";
import { lineOf, type Line } from "../model/line.ts";
import { fail, lines } from "./results.ts";

/** So many lines the list keeps while it follows; the oldest go. */
export const MAX_LIVE_LINES = 10_000;
/** So many lines wait while the list is held; beyond that the oldest of them go, and the count says so. */
export const MAX_HELD_LINES = 10_000;
const FLUSH_MILLIS = 100;
/** What was on its way twice when the first page was read has arrived by then; what comes later is new, however equal. */
const KNOWN_MILLIS = 5000;
/** So long the first page waits for the tail at most. */
const OPEN_MILLIS = 3000;

export type LiveState = "off" | "connecting" | "open";

export const liveState = signal<LiveState>("off");
/** Paused with the button. */
export const paused = signal(false);
/** Scrolled away from the newest line. */
export const away = signal(false);
/** Lines that came while the list was held. */
export const heldCount = signal(0);
/** Counts up when the list should go to its newest line. */
export const toNewest = signal(0);
/** Lines that were let go because too many were held. */
export const lostCount = signal(0);

let running = new AbortController();
let held: string[] = [];
let arrived: string[] = [];
let timer = 0;
/** Lines of the page read just before: text to how often, so that none shows twice. Null until there is a page. */
let known: Map<string, number> | null = null;
let forgetting = 0;

/** Begins to follow. Done when the tail is open, so that nothing falls between it and a page that is read then. */
export async function startLive(query: string): Promise<void> {
  stopLive();
  let resolve = () => {};
  const opened = new Promise<void>((done) => (resolve = done));
  const mine = (running = new AbortController());
  liveState.value = "connecting";
  const listener = {
    onOpen: () => {
      if (mine === running) liveState.value = "open";
      resolve();
    },
    onRows: (raws: string[]) => {
      if (mine !== running) return;
      arrived.push(...raws);
      if (arrived.length > MAX_HELD_LINES) lostCount.value += arrived.splice(0, arrived.length - MAX_HELD_LINES).length;
      if (timer === 0 && known !== null) timer = window.setTimeout(flush, FLUSH_MILLIS);
    },
    onLost: (rows: number) => {
      if (mine === running) lostCount.value += rows;
    },
  };
  api.tail(query, listener, mine.signal).catch((e: unknown) => {
    resolve();
    if (mine !== running || isAbort(e)) return;
    // When the server is back the search starts over, and with it the tail: nothing is missed in between.
    liveState.value = e instanceof ApiError ? "off" : "connecting";
    fail(e);
  });
  window.setTimeout(resolve, OPEN_MILLIS);
  await opened;
}

export function stopLive(): void {
  running.abort();
  clearTimeout(timer);
  clearTimeout(forgetting);
  timer = 0;
  held = [];
  arrived = [];
  known = null;
  batch(() => {
    liveState.value = "off";
    paused.value = false;
    heldCount.value = 0;
    lostCount.value = 0;
  });
}

/** The first page is there: what it holds must not come again, and what has arrived meanwhile can be shown. */
export function knownLines(page: readonly Line[]): void {
  const texts = (known = new Map<string, number>());
  for (const { raw } of page) texts.set(raw, (texts.get(raw) ?? 0) + 1);
  forgetting = window.setTimeout(() => texts.clear(), KNOWN_MILLIS);
  flush();
}

function flush(): void {
  timer = 0;
  const fresh = arrived.filter(isNew);
  arrived = [];
  if (fresh.length === 0) return;
  if (paused.value || away.value) {
    held.push(...fresh);
    batch(() => {
      if (held.length > MAX_HELD_LINES) lostCount.value += held.splice(0, held.length - MAX_HELD_LINES).length;
      heldCount.value = held.length;
    });
  } else show(fresh);
}

function isNew(raw: string): boolean {
  const times = known?.get(raw) ?? 0;
  if (times > 0) known?.set(raw, times - 1);
  return times === 0;
}

function show(raws: readonly string[]): void {
  const fresh = raws.map(lineOf).reverse();
  fresh.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
  lines.value = fresh.concat(lines.value).slice(0, MAX_LIVE_LINES);
}

/** Shows what was held back and follows again. */
export function release(): void {
  const waiting = held;
  held = [];
  batch(() => {
    paused.value = false;
    away.value = false;
    heldCount.value = 0;
    lostCount.value = 0;
    if (waiting.length > 0) show(waiting);
    toNewest.value++;
  });
}
