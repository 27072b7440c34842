import { describe, expect, it } from "vitest";
import { ExactNumber, jsonText, lineHash, lineOf, parseRecord, viewOf } from "../../main/web/model/line.ts";
import { newLines, nextPage, PAGE_LINES } from "../../main/web/state/pages.ts";
import { histogramOf } from "../../main/web/state/histogram.ts";

describe("a line", () => {
  it("keeps numbers as they were written", () => {
    const raw = '{"id":9223372036854775807,"pi":3.141592653589793238,"one":1,"e":1e3,"big":[12345678901234567890]}';
    const record = parseRecord(raw);
    expect(record["id"]).toEqual(new ExactNumber("9223372036854775807"));
    expect(record["one"]).toBe(1);
    expect(jsonText(record, 0)).toBe(raw);
  });

  it("shows time, level, source, message and the other fields", () => {
    const view = viewOf(
      lineOf(
        '{"_time":"2026-11-21T04:32:00.123456789Z","_msg":"hi","severity":"WARNING","service":"shop","n":1,"level":"strange"}',
      ),
    );
    expect(view).toMatchObject({
      message: "hi",
      level: "warn",
      levelField: "severity",
      source: { name: "service", value: "shop", label: "shop" },
    });
    expect(view.fields).toEqual([
      ["n", 1],
      ["level", "strange"],
    ]);
  });

  it.each([
    ["/var/log/nginx/access.log", "access.log"],
    ["/var/log/syslog", "syslog"],
    ["/", "/"],
    ["/srv/", "/srv/"],
    ["tcp", "tcp"],
    ["app/shop", "app/shop"],
  ])("from %s is labelled %s", (value, label) => {
    const raw = JSON.stringify({ _time: "2026-11-21T04:32:00Z", source: value });
    expect(viewOf(lineOf(raw)).source).toEqual({ name: "source", value, label });
  });

  it("that is no object is a message", () => {
    for (const raw of ["[1]", "null", "5", "{broken", '"text"']) expect(parseRecord(raw)).toEqual({ _msg: raw });
  });

  it("may have fields named like parts of JavaScript", () => {
    const view = viewOf(
      lineOf('{"_time":"2026-11-21T04:32:00Z","_msg":"x","__proto__":"p","constructor":"c","toString":"t"}'),
    );
    expect(view.fields.map(([name]) => name)).toEqual(["__proto__", "constructor", "toString"]);
    expect(view.level).toBe("none");
  });

  it("is named by a hash of its text", () => {
    expect(lineHash("a")).toBe(lineHash("a"));
    expect(lineHash("a")).not.toBe(lineHash("b"));
    expect(lineHash("")).toMatch(/^[0-9a-z]{1,7}$/);
  });
});

describe("pages", () => {
  interface Stored {
    readonly raw: string;
    readonly time: string;
  }

  /** What the server does: the newest lines before `end`, ties in an order of its own that may differ each time. */
  function serve(rows: readonly Stored[], end: string | undefined, limit: number, shuffle: number): string[] {
    return rows
      .filter(({ time }) => end === undefined || time <= end)
      .map((row, k) => ({ ...row, tie: (Math.imul(k + 1, 2654435761 + shuffle * 40503) >>> 0) % 1000 }))
      .sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : a.tie - b.tie))
      .slice(0, limit)
      .map((r) => r.raw);
  }

  it.each([1, 2, 3, 4, 5])("together hold every line once, also equal ones and many of one time (seed %i)", (seed) => {
    const rows: Stored[] = [];
    for (let k = 0; k < 6000; k++) {
      const noise = Math.imul(k + seed * 7919, 2654435761) >>> 0;
      const nanos = String(seed % 2 === 0 ? noise % 5 : noise % 3000).padStart(9, "0");
      const time = `2026-11-21T04:32:00.${nanos}Z`;
      rows.push({ time, raw: `{"_time":"${time}","_msg":"m${noise % (seed * 900)}"}` });
    }
    let lines = serve(rows, undefined, PAGE_LINES, 0).map(lineOf);
    for (let page = 1; page < 100; page++) {
      const next = nextPage(lines, undefined);
      const answer = serve(rows, next.end, next.limit, page);
      lines = lines.concat(newLines(answer, next.seen));
      if (answer.length < next.limit) break;
    }
    expect(lines.map((l) => l.raw).sort()).toEqual(rows.map((r) => r.raw).sort());
  });
});

describe("the histogram", () => {
  const start = Date.UTC(2026, 10, 21, 4);

  it("adds spellings of a level together and leaves no bucket out", () => {
    const h = histogramOf(
      [
        { value: "ERROR", total: 3, buckets: new Map([[start + 60_000, 3]]) },
        {
          value: "err",
          total: 2,
          buckets: new Map([
            [start + 60_000, 1],
            [start + 240_000, 1],
          ]),
        },
        { value: "", total: 4, buckets: new Map([[start, 4]]) },
      ],
      start + 5_000,
      start + 300_000,
      60_000,
    );
    expect(h.starts).toEqual([0, 1, 2, 3, 4].map((n) => start + n * 60_000));
    expect(h.total).toBe(9);
    expect(h.levels).toEqual([
      { level: "error", counts: [0, 4, 0, 0, 1], total: 5, spellings: ["ERROR", "err"] },
      { level: "none", counts: [4, 0, 0, 0, 0], total: 4, spellings: [""] },
    ]);
  });

  it("without lines still spans the time", () => {
    const h = histogramOf([], start, start + 120_000, 60_000);
    expect(h.starts.length).toBe(2);
    expect(h.total).toBe(0);
  });
});
