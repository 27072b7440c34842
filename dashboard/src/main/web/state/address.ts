import { DEFAULT_RANGE, encodeRange, parseRange, type TimeRange } from "../model/time-range.ts";

/** What the address bar holds: enough to see again what somebody else saw. */
export interface View {
  readonly query: string;
  readonly range: TimeRange;
  readonly live: boolean;
  /** A line to open: its time and hash. */
  readonly line: { readonly time: string; readonly hash: string } | null;
}

export const HOME: View = { query: "", range: DEFAULT_RANGE, live: false, line: null };

export function encodeView(view: View): string {
  const params = new URLSearchParams();
  if (view.query !== "") params.set("q", view.query);
  const range = encodeRange(view.range);
  if (range !== encodeRange(DEFAULT_RANGE)) params.set("t", range);
  if (view.live) params.set("live", "1");
  if (view.line !== null) params.set("line", `${view.line.time}~${view.line.hash}`);
  const text = params.toString().replaceAll("%3A", ":").replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

export function decodeView(search: string): View {
  const params = new URLSearchParams(search);
  const range = params.get("t");
  const line = /^([0-9TZ:.+-]{10,40})~([0-9a-z]{1,8})$/.exec(params.get("line") ?? "");
  return {
    query: (params.get("q") ?? "").slice(0, 20_000),
    range: (range === null ? null : parseRange(range, Date.now(), "utc")) ?? DEFAULT_RANGE,
    live: params.get("live") === "1",
    line: line === null ? null : { time: line[1]!, hash: line[2]! },
  };
}
