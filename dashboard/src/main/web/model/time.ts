// Instants and time zones. A line's time has nanoseconds and stays text; milliseconds are enough for everything else.

export type Zone = "utc" | "local";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
}

export function partsOf(ms: number, zone: Zone): Parts {
  const d = new Date(ms);
  return zone === "utc"
    ? {
        year: d.getUTCFullYear(),
        month: d.getUTCMonth() + 1,
        day: d.getUTCDate(),
        hour: d.getUTCHours(),
        minute: d.getUTCMinutes(),
        second: d.getUTCSeconds(),
        milli: d.getUTCMilliseconds(),
      }
    : {
        year: d.getFullYear(),
        month: d.getMonth() + 1,
        day: d.getDate(),
        hour: d.getHours(),
        minute: d.getMinutes(),
        second: d.getSeconds(),
        milli: d.getMilliseconds(),
      };
}

/** The instant of a wall-clock reading in a zone. Months count from 1. */
export function instantOf(
  zone: Zone,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  milli = 0,
): number {
  return zone === "utc"
    ? Date.UTC(year, month - 1, day, hour, minute, second, milli)
    : new Date(year, month - 1, day, hour, minute, second, milli).getTime();
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n));
const three = (n: number) => String(n).padStart(3, "0");

export function dateText(ms: number, zone: Zone): string {
  const p = partsOf(ms, zone);
  return `${String(p.year).padStart(4, "0")}-${two(p.month)}-${two(p.day)}`;
}

export function clockText(ms: number, zone: Zone, precision: "minute" | "second" | "milli" = "milli"): string {
  const p = partsOf(ms, zone);
  const minutes = `${two(p.hour)}:${two(p.minute)}`;
  if (precision === "minute") return minutes;
  return precision === "second" ? `${minutes}:${two(p.second)}` : `${minutes}:${two(p.second)}.${three(p.milli)}`;
}

/** `2026-11-21 04:32`, with seconds and milliseconds only where they are not zero. */
export function instantText(ms: number, zone: Zone): string {
  const precision = ms % SECOND !== 0 ? "milli" : ms % MINUTE !== 0 ? "second" : "minute";
  return `${dateText(ms, zone)} ${clockText(ms, zone, precision)}`;
}

/** `UTC`, or the browser's zone at that moment as `UTC+1`. */
export function zoneName(zone: Zone, ms: number): string {
  if (zone === "utc") return "UTC";
  const minutes = -new Date(ms).getTimezoneOffset();
  if (minutes === 0) return "UTC+0";
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${two(rest)}`}`;
}

/** The instant of a line's `_time`; NaN when it is none. */
export function lineMillis(time: string): number {
  // Engines differ on more than three decimals: cut them.
  const cut = /^(.*\.\d{3})\d+(.*)$/.exec(time);
  return Date.parse(cut ? cut[1]! + cut[2]! : time);
}

/** The last nanosecond before an instant: the end of a time range whose end is not part of it. */
export function lastBefore(ms: number): string {
  return new Date(Math.ceil(ms) - 1).toISOString().replace("Z", "999999Z");
}

/** `_time` one nanosecond later. */
export function nanosecondAfter(time: string): string {
  const seconds = Math.floor(lineMillis(time) / 1000);
  if (Number.isNaN(seconds)) return time;
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? "";
  const nanos = Number(fraction.padEnd(9, "0").slice(0, 9)) + 1;
  const whole = nanos === 1_000_000_000 ? seconds + 1 : seconds;
  return `${new Date(whole * 1000).toISOString().slice(0, 19)}.${String(nanos % 1_000_000_000).padStart(9, "0")}Z`;
}

// prettier-ignore
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE,
  10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY,
];

/** The smallest round bucket width in milliseconds that needs no more than `buckets` of them. */
export function stepFor(spanMs: number, buckets: number): number {
  return STEPS.find((step) => spanMs / step <= buckets) ?? 364 * DAY;
}

export function stepText(step: number): string {
  for (const [unit, size] of [
    ["d", DAY],
    ["h", HOUR],
    ["min", MINUTE],
    ["s", SECOND],
  ] as const) {
    if (step >= size && step % size === 0) return `${step / size} ${unit}`;
  }
  return `${step} ms`;
}
