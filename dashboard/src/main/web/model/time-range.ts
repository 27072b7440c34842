import { DAY, HOUR, MINUTE, SECOND, clockText, dateText, instantOf, instantText, partsOf, type Zone } from "./time.ts";

export type TimeRange =
  | { readonly kind: "relative"; readonly ms: number }
  | { readonly kind: "absolute"; readonly from: number; readonly to: number }
  | { readonly kind: "all" };

export const PRESETS: readonly { readonly text: string; readonly ms: number }[] = [
  { text: "5 minutes", ms: 5 * MINUTE },
  { text: "15 minutes", ms: 15 * MINUTE },
  { text: "1 hour", ms: HOUR },
  { text: "6 hours", ms: 6 * HOUR },
  { text: "24 hours", ms: DAY },
  { text: "7 days", ms: 7 * DAY },
  { text: "30 days", ms: 30 * DAY },
];

export const DEFAULT_RANGE: TimeRange = { kind: "relative", ms: HOUR };

/** A lone instant means what happened around it. */
const AROUND = 5 * MINUTE;

// prettier-ignore
const UNITS: Readonly<Record<string, number>> = {
  ms: 1, millisecond: 1, msec: 1, s: SECOND, sec: SECOND, second: SECOND, m: MINUTE, min: MINUTE, minute: MINUTE,
  h: HOUR, hr: HOUR, hour: HOUR, d: DAY, day: DAY, w: 7 * DAY, week: 7 * DAY, month: 30 * DAY, y: 365 * DAY, year: 365 * DAY,
};
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** An instant, and how long the moment lasts that was named: a day, a minute, or nothing. */
interface Moment {
  readonly ms: number;
  readonly lasts: number;
}

interface Context {
  readonly now: number;
  readonly zone: Zone;
}

export function durationMillis(text: string): number | null {
  let total = 0;
  let rest = text.trim().toLowerCase();
  if (rest === "") return null;
  while (rest !== "") {
    const part = /^(\d+(?:\.\d+)?)?\s*([a-z]+)\s*/.exec(rest);
    if (part === null) return null;
    const name = [part[2]!, part[2]!.replace(/s$/, "")].find((n) => Object.hasOwn(UNITS, n));
    if (name === undefined) return null;
    total += Number(part[1] ?? 1) * UNITS[name]!;
    rest = rest.slice(part[0].length);
  }
  return total > 0 ? total : null;
}

/** Reads whatever people paste as a time range; null when nothing in it is a time. */
export function parseRange(input: string, now: number, zone: Zone): TimeRange | null {
  const text = input
    .trim()
    .replace(/^_time:\s*/, "")
    .replace(/\s+/g, " ");
  if (text === "" || text.length > 500) return null;
  const context = { now, zone };
  return parseRelative(text) ?? parseNamed(text, context) ?? parseSingle(text, context) ?? parseBetween(text, context);
}

function parseRelative(text: string): TimeRange | null {
  if (/^(all|all time|everything|\*)$/i.test(text)) return { kind: "all" };
  const bare = text
    .toLowerCase()
    .replace(/^(?:the )?(?:last|past|previous) /, "")
    .replace(/^(?:now ?)?- ?(?=\d)/, "")
    .replace(/ ago$/, "")
    .replace(/(?: ?(?:to|\/|-|,) ?now)$/, "");
  if (!/[a-z]/.test(bare)) return null;
  const ms = durationMillis(bare);
  return ms === null ? null : { kind: "relative", ms };
}

function parseNamed(text: string, context: Context): TimeRange | null {
  const json =
    /["']?(?:from|start)["']?\s*[:=]\s*["']?([^"'&,}]+)["']?.*?["']?(?:to|end)["']?\s*[:=]\s*["']?([^"'&}]+)/i.exec(
      text,
    );
  return json === null ? null : between(decode(json[1]!), decode(json[2]!), context);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", "%2B")).trim();
  } catch {
    return text.trim();
  }
}

const SEPARATORS = [
  " to ",
  " until ",
  " till ",
  "→",
  "->",
  "…",
  "...",
  "..",
  " – ",
  "–",
  " — ",
  "—",
  " - ",
  " and ",
  ", ",
  ",",
  ";",
  " / ",
  "/",
  "-",
  " ",
];

function parseBetween(input: string, context: Context): TimeRange | null {
  const text = input.replace(/^(?:between|from) /i, "").replace(/^[[(](.*)[\])]$/, "$1");
  for (const separator of SEPARATORS) {
    for (let at = text.toLowerCase().indexOf(separator); at > 0; at = text.toLowerCase().indexOf(separator, at + 1)) {
      const range = between(text.slice(0, at), text.slice(at + separator.length), context);
      if (range !== null) return range;
    }
  }
  return null;
}

function between(left: string, right: string, context: Context): TimeRange | null {
  const from = parseMoment(left.trim(), context);
  if (from === null) return null;
  // "2026-11-21 04:00 - 05:00": the second half borrows the date of the first.
  const to = parseMoment(right.trim(), /^\d{1,2}:\d\d/.test(right.trim()) ? { ...context, now: from.ms } : context);
  if (to === null) return null;
  const end = to.lasts >= DAY ? to.ms + to.lasts : to.ms;
  if (end === from.ms) return around(from);
  return end > from.ms ? { kind: "absolute", from: from.ms, to: end } : { kind: "absolute", from: to.ms, to: from.ms };
}

function parseSingle(text: string, context: Context): TimeRange | null {
  const moment = parseMoment(text.replace(/^[[(]|[\])]$/g, ""), context);
  return moment === null ? null : around(moment);
}

function around({ ms, lasts }: Moment): TimeRange {
  return lasts >= MINUTE
    ? { kind: "absolute", from: ms, to: ms + lasts }
    : { kind: "absolute", from: ms - AROUND, to: ms + AROUND };
}

function parseMoment(input: string, context: Context): Moment | null {
  const text = input.trim().replace(/^["']|["']$/g, "");
  return (
    namedMoment(text, context) ??
    unixMoment(text) ??
    isoMoment(text, context) ??
    clockMoment(text, context) ??
    monthMoment(text, context)
  );
}

function namedMoment(text: string, { now, zone }: Context): Moment | null {
  const lower = text.toLowerCase();
  const today = partsOf(now, zone);
  if (lower === "today") return { ms: instantOf(zone, today.year, today.month, today.day), lasts: DAY };
  if (lower === "yesterday") return { ms: instantOf(zone, today.year, today.month, today.day - 1), lasts: DAY };
  const ago = /^now(?: ?- ?(.+))?$/.exec(lower) ?? /^(?:- ?)?(.+) ago$/.exec(lower);
  if (ago === null) return null;
  if (ago[1] === undefined) return { ms: now, lasts: 0 };
  const back = durationMillis(ago[1]);
  return back === null ? null : { ms: now - back, lasts: 0 };
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their length. */
function unixMoment(text: string): Moment | null {
  const match = /^(\d{9,19})(\.\d+)?$/.exec(text);
  if (match === null) return null;
  const digits = match[1]!.length;
  const scale = digits <= 11 ? 1e3 : digits <= 14 ? 1 : digits <= 17 ? 1e-3 : 1e-6;
  return { ms: Math.round(Number(text) * scale), lasts: 0 };
}

const ISO =
  /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T ,]+(\d{1,2})(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?)?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(.*)$/;

function isoMoment(text: string, { zone }: Context): Moment | null {
  const dayFirst = DAY_FIRST.exec(text);
  const match = ISO.exec(dayFirst ? `${dayFirst[3]!}-${dayFirst[2]!}-${dayFirst[1]!}${dayFirst[4]!}` : text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  if (
    Number(month) > 12 ||
    Number(month) < 1 ||
    Number(day ?? 1) > 31 ||
    Number(hour ?? 0) > 24 ||
    Number(minute ?? 0) > 59
  )
    return null;
  const ms = atOffset(
    offset,
    zone,
    Number(year),
    Number(month),
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    fraction,
  );
  if (day === undefined)
    return {
      ms,
      lasts: instantOf("utc", Number(year), Number(month) + 1, 1) - instantOf("utc", Number(year), Number(month), 1),
    };
  return { ms, lasts: hour === undefined ? DAY : minute === undefined ? HOUR : second === undefined ? MINUTE : 0 };
}

function atOffset(
  offset: string | undefined,
  zone: Zone,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction = "",
): number {
  const milli = Number(fraction.padEnd(3, "0").slice(0, 3));
  if (offset === undefined || offset === "") return instantOf(zone, year, month, day, hour, minute, second, milli);
  const utc = instantOf("utc", year, month, day, hour, minute, second, milli);
  const numeric = /^([+-])(\d\d):?(\d\d)?$/.exec(offset);
  if (numeric === null) return utc;
  const shift = (Number(numeric[2]) * 60 + Number(numeric[3] ?? 0)) * MINUTE;
  return numeric[1] === "+" ? utc - shift : utc + shift;
}

/** `04:32`, `04:32:10.5`: today, or the day of the context. */
function clockMoment(text: string, { now, zone }: Context): Moment | null {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)? ?(am|pm)?(?: ?(Z|UTC))?$/i.exec(text);
  if (match === null) return null;
  const [, h, minute, second, fraction, half, utc] = match;
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  if (hour > 24 || Number(minute) > 59) return null;
  const dayZone = utc === undefined ? zone : "utc";
  const today = partsOf(now, dayZone);
  const ms = atOffset(
    undefined,
    dayZone,
    today.year,
    today.month,
    today.day,
    hour,
    Number(minute),
    Number(second ?? 0),
    fraction,
  );
  return { ms, lasts: second === undefined ? MINUTE : 0 };
}

/** Dates with a month's name: syslog, web server logs, mail, and what people write. */
function monthMoment(text: string, { now, zone }: Context): Moment | null {
  const clock = "(?:[ :,T]+(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?)?";
  const offset = " ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)?$";
  const dayFirst = new RegExp(
    `^(?:[a-z]{3,9},? )?(\\d{1,2})(?:st|nd|rd|th)?[ /-]([a-z]{3,9})\\.?(?:[ /-](\\d{4}))?${clock}${offset}`,
    "i",
  ).exec(text);
  const monthFirst = new RegExp(
    `^(?:[a-z]{3,9},? )?([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,?(?: (\\d{4}))?${clock}(?: (\\d{4}))?${offset}`,
    "i",
  ).exec(text);
  const match = dayFirst ?? monthFirst;
  if (match === null) return null;
  const name = (dayFirst ? match[2]! : match[1]!).toLowerCase();
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  const day = Number(dayFirst ? match[1] : match[2]);
  if (month === 0 || day < 1 || day > 31) return null;
  const year = match[3] ?? (dayFirst ? undefined : match[8]);
  const zoneText = dayFirst ? match[8] : match[9];
  const at = (y: number) =>
    atOffset(
      zoneText,
      zone,
      y,
      month,
      day,
      Number(match[4] ?? 0),
      Number(match[5] ?? 0),
      Number(match[6] ?? 0),
      match[7],
    );
  const thisYear = partsOf(now, zone).year;
  // A syslog time has no year: the latest one that is not in the future.
  const ms = year !== undefined ? at(Number(year)) : at(thisYear) > now + DAY ? at(thisYear - 1) : at(thisYear);
  return { ms, lasts: match[4] === undefined ? DAY : match[6] === undefined ? MINUTE : 0 };
}

/** Milliseconds from and to; null for no bounds. */
export function resolveRange(range: TimeRange, now: number): { from: number; to: number } | null {
  switch (range.kind) {
    case "relative":
      return { from: now - range.ms, to: now };
    case "absolute":
      return { from: range.from, to: range.to };
    case "all":
      return null;
  }
}

export function rangeText(range: TimeRange, zone: Zone): string {
  switch (range.kind) {
    case "relative":
      return `Last ${spanText(range.ms)}`;
    case "absolute":
      return dateText(range.from, zone) === dateText(range.to, zone)
        ? `${instantText(range.from, zone)} – ${clockText(range.to, zone, range.to % SECOND !== 0 ? "milli" : range.to % MINUTE !== 0 ? "second" : "minute")}`
        : `${instantText(range.from, zone)} – ${instantText(range.to, zone)}`;
    case "all":
      return "All time";
  }
}

export function spanText(ms: number): string {
  const preset = PRESETS.find((p) => p.ms === ms);
  if (preset !== undefined) return preset.text.replace(/^1 /, "");
  for (const [unit, size] of [
    ["day", DAY],
    ["hour", HOUR],
    ["minute", MINUTE],
    ["second", SECOND],
  ] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size} ${unit}${ms === size ? "" : "s"}`;
  }
  return `${ms} ms`;
}

/** For the address bar: `1h`, `2026-11-21T04:00:00.000Z/2026-11-21T05:00:00.000Z`, `all`. */
export function encodeRange(range: TimeRange): string {
  switch (range.kind) {
    case "relative":
      for (const [unit, size] of [
        ["d", DAY],
        ["h", HOUR],
        ["m", MINUTE],
        ["s", SECOND],
      ] as const) {
        if (range.ms % size === 0) return `${range.ms / size}${unit}`;
      }
      return `${range.ms}ms`;
    case "absolute":
      return `${new Date(range.from).toISOString()}/${new Date(range.to).toISOString()}`;
    case "all":
      return "all";
  }
}
