import { signal } from "@preact/signals";
import type { Scope } from "../api/client.ts";
import { addTerm, fieldTerm, hasTerm, removeTerm } from "../model/logsql.ts";
import { lineHash, type Line } from "../model/line.ts";
import { lastBefore, lineMillis, MINUTE, SECOND } from "../model/time.ts";
import { resolveRange, type TimeRange } from "../model/time-range.ts";
import { ask, goneSince } from "./connection.ts";
import { count, stopCounting } from "./counts.ts";
import { encodeView } from "./address.ts";
import { explainEmpty, forgetExplanation } from "./empty.ts";
import { remember } from "./history.ts";
import { knownLines, liveState, startLive, stopLive } from "./live.ts";
import { complete, lines, phase, problem, readFirst, readMore, stopReading, stopped } from "./results.ts";
import { closeDetails, cursor, open } from "./selection.ts";
import { sidebarOpen } from "./settings.ts";
import { draft, filter, parts, setView, view } from "./view.ts";

const LIVE_COUNT_MILLIS = 3 * SECOND;
const LIVE_RANGE: TimeRange = { kind: "relative", ms: 15 * MINUTE };
const MAX_PAGES_TO_LINK = 5;

/** Bounds of the search that is shown; null for all time. */
export const bounds = signal<{ from: number; to: number } | null>(null);
/** Counts up with each search, so that the list goes back to its top. */
export const searchCount = signal(0);

let liveTimer = 0;

/** Runs what the view says. */
export async function run(): Promise<void> {
  const { query, range, live, line } = view.value;
  const now = Date.now();
  bounds.value = resolveRange(range, now);
  searchCount.value++;
  cursor.value = null;
  closeDetails();
  forgetExplanation();
  clearTimeout(liveTimer);
  remember(query);
  const scope = scopeOf(query.trim() === "" ? "*" : query, range);
  void count({ ...scope, query: filter.value }, bounds.value, sidebarOpen());
  const mine = searchCount.value;
  if (live) await startLive(scope.query);
  else stopLive();
  if (mine !== searchCount.value) return;
  await readFirst(scope);
  if (mine !== searchCount.value) return;
  if (live) {
    knownLines(lines.value);
    liveTimer = window.setTimeout(countLive, LIVE_COUNT_MILLIS);
  } else if (lines.value.length === 0 && problem.value === null && !stopped.value && goneSince.value === null) {
    await explainEmpty(scope, filter.value, parts.value.pipes, now);
  }
  if (line !== null) await openLinked(line.time, line.hash);
}

/** A moving end is left open, so that lines with a clock slightly ahead are not lost. */
function scopeOf(query: string, range: TimeRange): Scope {
  const limits = bounds.value;
  if (limits === null) return { query, start: undefined, end: undefined };
  return {
    query,
    start: new Date(limits.from).toISOString(),
    end: lastBefore(range.kind === "relative" ? limits.to + MINUTE : limits.to),
  };
}

async function countLive(): Promise<void> {
  if (liveState.value === "off") return;
  const { range } = view.value;
  if (document.visibilityState === "visible") {
    bounds.value = resolveRange(range, Date.now());
    await count({ ...scopeOf(filter.value, range), query: filter.value }, bounds.value, false);
  }
  liveTimer = window.setTimeout(countLive, LIVE_COUNT_MILLIS);
}

async function openLinked(time: string, hash: string): Promise<void> {
  for (let page = 0; page < MAX_PAGES_TO_LINK; page++) {
    const found = lines.value.find((l) => l.time === time && lineHash(l.raw) === hash);
    const last = lines.value[lines.value.length - 1];
    if (found !== undefined) {
      open(found);
      return;
    }
    if (last === undefined || last.time < time || complete.value) return;
    await readMore();
  }
}

/** Enter: runs what stands in the search box, also when it did not change. */
export function submit(): void {
  setView({ query: draft.value.trim(), line: null });
  void run();
}

export function setQuery(query: string): void {
  setView({ query, line: null });
  void run();
}

export function setRange(range: TimeRange): void {
  // Following makes sense only up to now.
  setView({ range, line: null, live: view.value.live && range.kind === "relative", query: draft.value.trim() });
  void run();
}

export function setLive(live: boolean): void {
  const { range } = view.value;
  setView({
    live,
    line: null,
    query: draft.value.trim(),
    range: live && range.kind !== "relative" ? LIVE_RANGE : range,
  });
  void run();
}

export function stop(): void {
  stopReading();
  stopCounting();
  forgetExplanation();
}

export function filterValue(field: string, value: string, negate: boolean): void {
  const term = fieldTerm(field, value, negate);
  const query = view.value.query;
  setQuery(hasTerm(query, term) ? removeTerm(query, term) : addTerm(query, term));
}

export function filterTerm(term: string): void {
  const query = view.value.query;
  setQuery(hasTerm(query, term) ? removeTerm(query, term) : addTerm(query, term));
}

/** An address that opens this very line again. */
export function linkTo(line: Line): string {
  const at = lineMillis(line.time);
  const range: TimeRange = { kind: "absolute", from: at - 30 * MINUTE, to: Math.floor(at) + 1 };
  const target = { query: view.value.query, range, live: false, line: { time: line.time, hash: lineHash(line.raw) } };
  return `${location.origin}${location.pathname}${encodeView(target)}`;
}

export function retry(): void {
  void ask();
  if (phase.value === "idle") void run();
}

/** The server is back, or has its first lines: an empty or broken answer is worth asking again. */
export function searchAgain(): void {
  if (lines.value.length === 0 || stopped.value || problem.value !== null || view.value.live) void run();
}
