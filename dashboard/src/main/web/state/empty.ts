import { signal } from "@preact/signals";
import * as api from "../api/client.ts";
import type { Scope } from "../api/client.ts";
import { isAbort } from "../api/http.ts";
import { joinQuery, splitTerms } from "../model/logsql.ts";
import { HOUR, MINUTE } from "../model/time.ts";
import { PRESETS, type TimeRange } from "../model/time-range.ts";
import { noteFailure } from "./connection.ts";
import { extent } from "./counts.ts";

const MAX_TERMS = 8;

/** A search near the empty one that finds something. */
export type WayOut =
  | {
      readonly kind: "time";
      readonly range: TimeRange;
      readonly total: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: "term"; readonly term: string; readonly query: string; readonly total: number };

export interface Explanation {
  readonly ways: readonly WayOut[];
  /** Still looking. */
  readonly open: boolean;
}

export const explanation = signal<Explanation | null>(null);

let running = new AbortController();

export function forgetExplanation(): void {
  running.abort();
  explanation.value = null;
}

/** Looks for the nearest searches that are not empty: the same at other times, then with one filter less. */
export async function explainEmpty(scope: Scope, filter: string, pipes: string, now: number): Promise<void> {
  running.abort();
  const mine = (running = new AbortController());
  explanation.value = { ways: [], open: true };
  const add = (way: WayOut) => {
    if (mine === running) explanation.value = { ways: [...(explanation.value?.ways ?? []), way], open: true };
  };
  try {
    if (scope.start !== undefined || scope.end !== undefined) {
      const anywhere = await extent({ query: filter, start: undefined, end: undefined }, mine.signal);
      if (anywhere !== null) add({ kind: "time", range: nearestRange(anywhere.from, anywhere.to, now), ...anywhere });
    }
    const terms = splitTerms(filter).filter((term) => term !== "*");
    for (const [index, term] of terms.slice(0, MAX_TERMS).entries()) {
      const others = terms.filter((_, k) => k !== index);
      const total = await countOf(others.length === 0 ? "*" : others.join(" "), scope, mine.signal);
      if (total > 0) add({ kind: "term", term, query: joinQuery(others, pipes), total });
    }
  } catch (e) {
    if (isAbort(e)) return;
    noteFailure(e);
  }
  if (mine === running) explanation.value = { ways: explanation.value?.ways ?? [], open: false };
}

async function countOf(query: string, scope: Scope, signal: AbortSignal): Promise<number> {
  const [row] = await api.queryRecords(
    { query: `${query} | stats count() as n`, start: scope.start, end: scope.end },
    signal,
  );
  return Number(row?.["n"] ?? 0);
}

/** The smallest preset that reaches back to the last match, else the time of the matches themselves. */
function nearestRange(first: number, last: number, now: number): TimeRange {
  const preset = last <= now ? PRESETS.find((p) => now - p.ms <= last) : undefined;
  if (preset !== undefined) return { kind: "relative", ms: preset.ms };
  const room = Math.min(HOUR, Math.max(MINUTE, (last - first) / 20));
  return {
    kind: "absolute",
    from: Math.floor(Math.max(first, last - 30 * 24 * HOUR) - room),
    to: Math.ceil(last + room),
  };
}
