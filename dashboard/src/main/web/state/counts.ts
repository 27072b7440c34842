import { batch, signal } from "@preact/signals";
import * as api from "../api/client.ts";
import type { Scope } from "../api/client.ts";
import { isAbort } from "../api/http.ts";
import { LEVEL_FIELDS } from "../model/level.ts";
import { HOUR, MINUTE, stepFor } from "../model/time.ts";
import { noteFailure } from "./connection.ts";
import { histogramOf, type Histogram } from "./histogram.ts";
import { zone } from "./settings.ts";

const BUCKETS_WIDE = 150;
const BUCKETS_NARROW = 60;
const TOP_VALUES = 10;

/** Null until the first answer. */
export const histogram = signal<Histogram | null>(null);
export const counting = signal(false);
export const fields = signal<readonly api.ValueHits[] | null>(null);
/** The field that holds the level, as far as seen. */
export const levelField = signal<string>("level");
/** Top values of the fields that are folded open; null while they are on their way. */
export const topValues = signal<ReadonlyMap<string, readonly api.ValueHits[] | null>>(new Map());
export const openFields = signal<ReadonlySet<string>>(new Set());

let running = new AbortController();
let scope: Scope | null = null;
let span: { from: number; to: number } | null = null;

export function stopCounting(): void {
  running.abort();
}

/** Counts lines by time and level, then the fields. `bounds` is null for all time. */
export async function count(
  next: Scope,
  bounds: { from: number; to: number } | null,
  withFields: boolean,
): Promise<void> {
  running.abort();
  const mine = (running = new AbortController());
  scope = next;
  counting.value = true;
  try {
    span = bounds ?? (await extent(next, mine.signal));
    await countHits(mine.signal);
    if (withFields) await countFields(mine.signal);
  } catch (e) {
    if (mine === running && !isAbort(e)) {
      // The lines tell what is wrong; old counts beside new lines would lie.
      noteFailure(e);
      clearCounts();
    }
  }
  if (mine === running) counting.value = false;
}

export function clearCounts(): void {
  batch(() => {
    histogram.value = null;
    fields.value = null;
    topValues.value = new Map();
  });
}

async function countHits(signal: AbortSignal): Promise<void> {
  if (scope === null || span === null) {
    histogram.value = null;
    return;
  }
  const buckets = window.innerWidth < 700 ? BUCKETS_NARROW : BUCKETS_WIDE;
  const step = stepFor(span.to - span.from, buckets);
  const series = await api.hits(
    { query: scope.query, start: scope.start, end: scope.end },
    levelField.value,
    step,
    offsetOf(step),
    signal,
  );
  histogram.value = histogramOf(series, span.from, span.to, step);
}

async function countFields(signal: AbortSignal): Promise<void> {
  if (scope === null) return;
  const names = await api.fieldNames(scope, signal);
  const known = new Map(names.map((n) => [n.value, n.hits]));
  const level = LEVEL_FIELDS.filter((f) => known.has(f)).sort((a, b) => known.get(b)! - known.get(a)!)[0];
  batch(() => {
    fields.value = names;
    topValues.value = new Map();
  });
  if (level !== undefined && level !== levelField.value && !known.has(levelField.value)) {
    levelField.value = level;
    await countHits(signal);
  }
  await Promise.all([...openFields.value].map((field) => readValues(field, signal)));
}

/** Fields were not asked for while their column was folded away. */
export async function needFields(): Promise<void> {
  if (fields.value !== null || scope === null || counting.value) return;
  try {
    await countFields(running.signal);
  } catch (e) {
    if (!isAbort(e)) noteFailure(e);
  }
}

export function toggleField(field: string): void {
  const open = new Set(openFields.value);
  if (!open.delete(field)) {
    open.add(field);
    if (!topValues.value.has(field)) void readValues(field, running.signal);
  }
  openFields.value = open;
}

async function readValues(field: string, signal: AbortSignal): Promise<void> {
  if (scope === null) return;
  setValues(field, null);
  try {
    setValues(field, await api.fieldValues(scope, field, TOP_VALUES, signal));
  } catch (e) {
    if (isAbort(e)) return;
    noteFailure(e);
    setValues(field, []);
  }
}

function setValues(field: string, values: readonly api.ValueHits[] | null): void {
  topValues.value = new Map(topValues.value).set(field, values);
}

/** First and last time of what matches, with a little room; null when nothing does. */
export async function extent(
  of: Scope,
  signal: AbortSignal,
): Promise<{ from: number; to: number; total: number } | null> {
  const query = `${of.query} | stats count() as n, min(_time) as first, max(_time) as last`;
  const [row] = await api.queryRecords({ query, start: of.start, end: of.end }, signal);
  const total = Number(row?.["n"] ?? 0);
  const from = Date.parse(String(row?.["first"] ?? ""));
  const to = Date.parse(String(row?.["last"] ?? ""));
  return total === 0 || Number.isNaN(from) || Number.isNaN(to) ? null : { from, to: to + 1, total };
}

/** Buckets of hours and days begin where the reader's day does. */
function offsetOf(step: number): number {
  if (zone.value === "utc" || step < HOUR) return 0;
  const shift = (new Date().getTimezoneOffset() * MINUTE) % step;
  return shift < 0 ? shift + step : shift;
}
