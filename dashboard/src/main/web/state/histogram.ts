import type { Series } from "../api/client.ts";
import { LEVELS, levelOf, type Level } from "../model/level.ts";

export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** Starts of all buckets, empty ones included, in milliseconds. */
  readonly starts: readonly number[];
  readonly levels: readonly LevelCounts[];
  readonly total: number;
}

export interface LevelCounts {
  readonly level: Level;
  readonly counts: readonly number[];
  readonly total: number;
  /** How the level is spelled in the data. */
  readonly spellings: readonly string[];
}

export function histogramOf(series: readonly Series[], from: number, to: number, step: number): Histogram {
  const anchor = firstBucket(series, from, step);
  const starts: number[] = [];
  for (let at = anchor; at < to && starts.length < 2000; at += step) starts.push(at);
  const byLevel = new Map<Level, { counts: number[]; total: number; spellings: string[] }>();
  for (const one of series) {
    const level = levelOf(one.value);
    let entry = byLevel.get(level);
    if (entry === undefined) {
      entry = { counts: new Array<number>(starts.length).fill(0), total: 0, spellings: [] };
      byLevel.set(level, entry);
    }
    entry.spellings.push(one.value);
    for (const [start, value] of one.buckets) {
      const index = Math.round((start - anchor) / step);
      if (index >= 0 && index < starts.length) entry.counts[index]! += value;
      entry.total += value;
    }
  }
  const levels = LEVELS.filter((level) => byLevel.has(level)).map((level) => ({ level, ...byLevel.get(level)! }));
  return { from, to, step, starts, levels, total: levels.reduce((sum, l) => sum + l.total, 0) };
}

/** Buckets lie where the server puts them; without any, on multiples of the step. */
function firstBucket(series: readonly Series[], from: number, step: number): number {
  for (const { buckets } of series) {
    for (const start of buckets.keys()) return start - Math.ceil((start - from) / step) * step;
  }
  return Math.floor(from / step) * step;
}
