import { describe, expect, it } from "vitest";
import { decodeView, encodeView } from "../../main/web/state/address.ts";
import { encodeRange, parseRange, rangeText, type TimeRange } from "../../main/web/model/time-range.ts";
import { lastBefore, lineMillis, nanosecondAfter, stepFor, DAY, HOUR, MINUTE } from "../../main/web/model/time.ts";

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
const at = (text: string) => Date.parse(text);
const read = (text: string) => parseRange(text, NOW, "utc");
const between = (from: string, to: string): TimeRange => ({ kind: "absolute", from: at(from), to: at(to) });

describe("relative ranges", () => {
  it.each([
    ["15m", 15 * MINUTE],
    ["-15m", 15 * MINUTE],
    ["last 15 minutes", 15 * MINUTE],
    ["past hour", HOUR],
    ["2h ago", 2 * HOUR],
    ["now-2h to now", 2 * HOUR],
    ["now-2h/now", 2 * HOUR],
    ["1h30m", 1.5 * HOUR],
    ["1d 12h", 1.5 * DAY],
    ["2 weeks", 14 * DAY],
    ["_time:5m", 5 * MINUTE],
  ])("%s", (text, ms) => expect(read(text)).toEqual({ kind: "relative", ms }));

  it("knows all time", () => expect(read("all time")).toEqual({ kind: "all" }));
});

describe("pasted ranges", () => {
  it.each([
    ["2026-11-21T04:00:00Z/2026-11-21T05:00:00Z", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["2026-11-21 04:00 - 2026-11-21 05:30", "2026-11-21T04:00:00Z", "2026-11-21T05:30:00Z"],
    ["2026-11-21 04:00 to 05:30", "2026-11-21T04:00:00Z", "2026-11-21T05:30:00Z"],
    ["04:00-05:30", "2026-11-21T04:00:00Z", "2026-11-21T05:30:00Z"],
    ["04:00 – 05:30", "2026-11-21T04:00:00Z", "2026-11-21T05:30:00Z"],
    ["2026-11-20 - 2026-11-21", "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["[2026-11-20T00:00:00Z, 2026-11-21T00:00:00Z)", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
    ["_time:[2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z)", "2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"],
    ["1795233600 1795237200", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["1795233600000-1795237200000", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ['{"from":"2026-11-21 04:00:00","to":"2026-11-21 05:00:00"}', "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["http://g/d/x?from=1795233600000&to=1795237200000&orgId=1", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["21/Nov/2026:04:00:00 +0000 - 21/Nov/2026:06:00:00 +0100", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["Nov 21 04:00:00 - Nov 21 05:00:00", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["21.11.2026 04:00 - 21.11.2026 05:00", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["2026-11-21T06:00+02:00 … 2026-11-21T07:00+02:00", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["2026-11-21T05:00Z → 2026-11-21T04:00Z", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["between 4:00 am and 5:00 am", "2026-11-21T04:00:00Z", "2026-11-21T05:00:00Z"],
    ["now-2h to now-1h", "2026-11-21T10:00:00Z", "2026-11-21T11:00:00Z"],
  ])("%s", (text, from, to) => expect(read(text)).toEqual(between(from, to)));
});

describe("a single time", () => {
  it.each([
    ["2026-11-21T04:32:10.123456789Z", "2026-11-21T04:27:10.123Z", "2026-11-21T04:37:10.123Z"],
    ["1795233600123456789", "2026-11-21T03:55:00.123Z", "2026-11-21T04:05:00.123Z"],
    ["1795233600.5", "2026-11-21T03:55:00.500Z", "2026-11-21T04:05:00.500Z"],
    ["Sat, 21 Nov 2026 04:00:00 GMT", "2026-11-21T03:55:00Z", "2026-11-21T04:05:00Z"],
    ["21/Nov/2026:04:00:00 +0100", "2026-11-21T02:55:00Z", "2026-11-21T03:05:00Z"],
    ["Nov 21 04:00:00", "2026-11-21T03:55:00Z", "2026-11-21T04:05:00Z"],
    ["Dec 31 23:00:00", "2025-12-31T22:55:00Z", "2025-12-31T23:05:00Z"],
    ["2026-11-20", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
    ["2026-10", "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"],
    ["yesterday", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
    ["today", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["04:32", "2026-11-21T04:32:00Z", "2026-11-21T04:33:00Z"],
  ])("%s", (text, from, to) => expect(read(text)).toEqual(between(from, to)));
});

describe("no time", () => {
  it.each(["", "hello", "15", "99:99", "2026-13-45", "error at noon", "x".repeat(600), "-", "to", "1-2-3"])(
    "%s",
    (text) => expect(read(text)).toBeNull(),
  );
});

describe("the address", () => {
  it("gives back what was put in", () => {
    const ranges: TimeRange[] = [
      { kind: "relative", ms: 90_000 },
      { kind: "relative", ms: 7 },
      between("2026-11-21T04:00:00.123Z", "2026-11-21T05:00:00Z"),
      { kind: "all" },
    ];
    for (const range of ranges) {
      expect(read(encodeRange(range))).toEqual(range);
      const view = {
        query: 'a:="ü & =" | stats count()',
        range,
        live: true,
        line: { time: "2026-11-21T04:00:00.123456789Z", hash: "1abc" },
      };
      expect(decodeView(encodeView(view))).toEqual(view);
    }
  });

  it("survives nonsense", () => {
    expect(decodeView("?t=%%%&live=7&line=<script>&q=%E0%A4%A").live).toBe(false);
    expect(decodeView(`?q=${"x".repeat(50_000)}`).query.length).toBe(20_000);
  });
});

describe("times of lines", () => {
  it("are read to the millisecond from any precision", () => {
    expect(lineMillis("2026-11-21T04:32:00.123456789Z")).toBe(at("2026-11-21T04:32:00.123Z"));
    expect(lineMillis("2026-11-21T04:32:00Z")).toBe(at("2026-11-21T04:32:00Z"));
    expect(lineMillis("")).toBeNaN();
  });

  it("have a next nanosecond", () => {
    expect(nanosecondAfter("2026-11-21T04:32:00.123456789Z")).toBe("2026-11-21T04:32:00.123456790Z");
    expect(nanosecondAfter("2026-11-21T04:32:59.999999999Z")).toBe("2026-11-21T04:33:00.000000000Z");
    expect(nanosecondAfter("2026-11-21T04:32:00Z")).toBe("2026-11-21T04:32:00.000000001Z");
    expect(nanosecondAfter("1969-12-31T23:59:59.5Z")).toBe("1969-12-31T23:59:59.500000001Z");
  });

  it("are told with their date only where it differs", () => {
    expect(rangeText(between("2026-11-21T04:00:00Z", "2026-11-21T05:30:10Z"), "utc")).toBe(
      "2026-11-21 04:00 – 05:30:10",
    );
    expect(rangeText(between("2026-11-20T04:00:00Z", "2026-11-21T05:00:00Z"), "utc")).toBe(
      "2026-11-20 04:00 – 2026-11-21 05:00",
    );
    expect(rangeText({ kind: "relative", ms: HOUR }, "utc")).toBe("Last hour");
  });
});

describe("buckets", () => {
  it("are round and no more than wanted", () => {
    expect(stepFor(HOUR, 150)).toBe(30_000);
    expect(stepFor(DAY, 150)).toBe(10 * MINUTE);
    for (let span = 1; span < 1e13; span *= 3.7)
      expect(span / stepFor(span, 150)).toBeLessThanOrEqual(span > 150 * 364 * DAY ? Infinity : 150);
  });
});

it("the end of a range is its last nanosecond", () => {
  expect(lastBefore(Date.UTC(2026, 10, 21, 5))).toBe("2026-11-21T04:59:59.999999999Z");
  expect(lastBefore(Date.UTC(2026, 10, 21, 5) + 0.5)).toBe("2026-11-21T05:00:00.000999999Z");
});
