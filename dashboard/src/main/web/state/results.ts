import { batch, computed, signal } from "@preact/signals";
import * as api from "../api/client.ts";
import { ApiError, isAbort } from "../api/http.ts";
import { lineOf, type Line } from "../model/line.ts";
import { noteFailure } from "./connection.ts";
import { newLines, nextPage, PAGE_LINES, pageLines } from "./pages.ts";
import { parts } from "./view.ts";

/** So many lines the list holds; beyond that a narrower range or a download serves better. */
export const MAX_LINES = 100_000;

export type Phase = "idle" | "searching" | "paging";

/** Newest first; the order of the list. Replaced, never changed in place. */
export const lines = signal<readonly Line[]>([]);
export const phase = signal<Phase>("idle");
/** The lines shown belong to an earlier search and are about to be replaced. */
export const stale = signal(false);
/** No older lines are to come. */
export const complete = signal(false);
/** The first page was cut short by Stop or by an error. */
export const stopped = signal(false);
export const problem = signal<ApiError | null>(null);
export const progress = signal<api.Progress | null>(null);
/** How the last read ended; null before it did. */
export const outcome = signal<api.Outcome | null>(null);
export const startedAt = signal(0);
export const tookMillis = signal<number | null>(null);

/** Results of `stats` and the like have no time: they are shown as a table. */
export const isTable = computed(() => lines.value.length > 0 && lines.value[0]!.time === "");

let scope: api.Scope = { query: "*" };
let running = new AbortController();

export function stopReading(): void {
  running.abort();
}

/** Reads the first page; the old lines stay, dimmed, until the first new ones are there. */
export async function readFirst(next: api.Scope): Promise<void> {
  running.abort();
  const mine = (running = new AbortController());
  scope = next;
  const began = performance.now();
  batch(() => {
    phase.value = "searching";
    stale.value = lines.value.length > 0;
    complete.value = false;
    stopped.value = false;
    problem.value = null;
    progress.value = null;
    outcome.value = null;
    startedAt.value = Date.now();
    tookMillis.value = null;
  });
  let got: Line[] = [];
  const show = (raws: string[]) => {
    if (mine !== running) return;
    got = got.concat(raws.map(lineOf));
    batch(() => {
      lines.value = got;
      stale.value = false;
    });
  };
  const onProgress = (p: api.Progress) => {
    if (mine === running) progress.value = p;
  };
  try {
    const end = await api.query(scope, { limit: PAGE_LINES }, { onRows: show, onProgress }, mine.signal);
    if (mine !== running) return;
    batch(() => {
      lines.value = got;
      outcome.value = end;
      complete.value = got.length < PAGE_LINES;
    });
  } catch (e) {
    if (mine !== running) return;
    batch(() => {
      stopped.value = true;
      if (!isAbort(e)) fail(e);
    });
  }
  batch(() => {
    phase.value = "idle";
    stale.value = false;
    tookMillis.value = performance.now() - began;
  });
}

/** Adds the next older page; does nothing when one is on its way or there is none. */
export async function readMore(): Promise<void> {
  if (
    phase.value !== "idle" ||
    complete.value ||
    stopped.value ||
    lines.value.length === 0 ||
    lines.value.length >= MAX_LINES
  )
    return;
  const mine = running.signal.aborted ? (running = new AbortController()) : running;
  phase.value = "paging";
  const before = lines.value;
  // A query with pipes may have changed order or number of its lines: count them instead.
  const byOffset = parts.value.pipes !== "" || isTable.value;
  const page = byOffset
    ? { end: scope.end, limit: pageLines(before.length), seen: new Map<string, number>() }
    : nextPage(before, scope.end);
  let received = 0;
  const fresh: Line[] = [];
  const add = (raws: string[]) => {
    received += raws.length;
    fresh.push(...newLines(raws, page.seen));
  };
  try {
    const offset = byOffset ? before.length : 0;
    await api.query({ ...scope, end: page.end }, { limit: page.limit, offset }, { onRows: add }, mine.signal);
  } catch (e) {
    if (mine !== running) return;
    if (!isAbort(e)) fail(e);
    phase.value = "idle";
    return;
  }
  if (mine !== running) return;
  batch(() => {
    lines.value = lines.value.concat(fresh);
    complete.value = received < page.limit;
    phase.value = "idle";
  });
}

export function fail(e: unknown): void {
  if (noteFailure(e)) return;
  problem.value = e instanceof ApiError ? e : new ApiError(String(e), 0);
}
