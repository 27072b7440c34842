import { lineOf, type Line } from "../model/line.ts";

/** Lines in the first page of the list; further ones double up to the largest. */
export const PAGE_LINES = 500;
export const LARGEST_PAGE_LINES = 4000;

export function pageLines(have: number): number {
  return Math.max(PAGE_LINES, Math.min(LARGEST_PAGE_LINES, have));
}

/**
 * Where the next older page begins. Lines are read newest first by time; a time may occur many times, so a page starts
 * at the last time seen and the lines already there are taken out again.
 */
export interface NextPage {
  readonly end: string | undefined;
  readonly limit: number;
  /** Lines at that time that are shown already: text to how often. */
  readonly seen: Map<string, number>;
}

export function nextPage(lines: readonly Line[], end: string | undefined): NextPage {
  const last = lines[lines.length - 1];
  const page = pageLines(lines.length);
  if (last === undefined || last.time === "") return { end, limit: page, seen: new Map() };
  const seen = new Map<string, number>();
  let known = 0;
  for (let k = lines.length - 1; k >= 0 && lines[k]!.time === last.time; k--) {
    const raw = lines[k]!.raw;
    seen.set(raw, (seen.get(raw) ?? 0) + 1);
    known++;
  }
  return { end: last.time, limit: page + known, seen };
}

/** The lines of an answer that are new; `seen` is used up. */
export function newLines(raws: readonly string[], seen: Map<string, number>): Line[] {
  const fresh: Line[] = [];
  for (const raw of raws) {
    const times = seen.get(raw) ?? 0;
    if (times > 0) seen.set(raw, times - 1);
    else fresh.push(lineOf(raw));
  }
  return fresh;
}
