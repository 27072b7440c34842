import { describe, expect, it } from "vitest";
import { parseAnsi } from "../../main/web/model/ansi.ts";
import { bytes, count, duration, percent, shortCount } from "../../main/web/model/format.ts";
import { highlightsOf, regexPattern } from "../../main/web/model/highlight.ts";
import { levelOf } from "../../main/web/model/level.ts";
import { segmentsOf, visibleText } from "../../main/web/model/segments.ts";

const plain = { patterns: [], maxChars: 1000, multiline: false };
const text = (raw: string, options = plain) =>
  segmentsOf(raw, options)
    .map((s) => s.text)
    .join("");
const marked = (raw: string, query: string, field: string | null = null) =>
  segmentsOf(raw, {
    ...plain,
    patterns: highlightsOf(query)
      .filter((h) => h.field === field)
      .map((h) => h.pattern),
  })
    .filter((s) => s.classes.startsWith("hit"))
    .map((s) => s.text);

describe("colours of terminals", () => {
  it("become class names from a fixed list", () => {
    const { text, runs } = parseAnsi("\u001b[1;31mred\u001b[0m plain \u001b[92mgreen\u001b[39m");
    expect(text).toBe("red plain green");
    expect(runs).toEqual([
      { from: 0, to: 3, classes: "ansi-fg-1 ansi-bold" },
      { from: 10, to: 15, classes: "ansi-fg-10" },
    ]);
  });

  it("of 256 and of 16 million are brought to the nearest of 16", () => {
    expect(parseAnsi("\u001b[38;5;196mx").runs[0]!.classes).toBe("ansi-fg-9");
    expect(parseAnsi("\u001b[38;2;10;10;250mx").runs[0]!.classes).toBe("ansi-fg-12");
    expect(parseAnsi("\u001b[48;5;22mx").runs[0]!.classes).toMatch(/^ansi-bg-\d+$/);
  });

  it("only: titles, cursor moves and links are taken out", () => {
    expect(
      parseAnsi("a\u001b]0;title\u0007b\u001b[2Jc\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\d\u001bMe").text,
    ).toBe("abclinkde");
  });

  it("never yield a class outside the list, whatever the codes", () => {
    for (let seed = 1; seed < 3000; seed++) {
      const codes = Array.from(
        { length: (seed % 7) + 1 },
        (_, k) => (Math.imul(seed * 31 + k, 2654435761) >>> 0) % (seed % 3 === 0 ? 10_000 : 120),
      ).join(";");
      for (const run of parseAnsi(`\u001b[${codes}mx`).runs) {
        expect(run.classes, codes).toMatch(/^(ansi-(fg|bg)-(1[0-5]|\d)|ansi-(bold|dim|italic|underline)| )+$/);
      }
    }
  });

  it("of a line made of nothing else are bounded", () => {
    expect(parseAnsi("\u001b[31mx\u001b[32my".repeat(5000)).runs.length).toBe(2000);
  });
});

describe("characters that deceive", () => {
  it("are shown by name: direction, zero width, controls, tags", () => {
    expect(text("a\u202eb\u200bc\u0000d\u{e0041}e\ufeff")).toBe("a‹U+202E›b‹U+200B›c‹NUL›d‹U+E0041›e‹U+FEFF›");
    expect(text("one\r\ntwo\u001b")).toBe("one‹CR›⏎two‹ESC›");
  });

  it("leave ordinary text of any script alone", () => {
    for (const same of ["مرحبا", "שלום", "naïve café", "日本語", "👩‍🚀".replace("\u200d", ""), "e\u0301"])
      expect(text(same)).toBe(same);
  });

  it("line breaks and tabs stay where there is room for them", () => {
    expect(text("a\n\tb", { ...plain, multiline: true })).toBe("a\n\tb");
    expect(text("a\n\tb")).toBe("a⏎  b");
  });
});

describe("long text", () => {
  it("is cut at the limit and says how much is missing", () => {
    expect(text("x".repeat(1_048_576), { ...plain, maxChars: 100 })).toBe(
      `${"x".repeat(100)} … 1\u202f048\u202f476 more characters`,
    );
    expect(text("x".repeat(100), { ...plain, maxChars: 100 })).toBe("x".repeat(100));
    expect(visibleText("y".repeat(50), 10)).toMatch(/^y{10} …/);
  });
});

describe("matches", () => {
  it("are whole words in any case, phrases, prefixes", () => {
    expect(marked("Error: an ERROR, errors", "error")).toEqual(["Error", "ERROR"]);
    expect(marked("connection refused twice", '"connection refused"')).toEqual(["connection refused"]);
    expect(marked("errors err", "err*")).toEqual(["err", "err"]);
    expect(marked("Ünïcode ünïcodes", "ünïcode")).toEqual(["Ünïcode"]);
  });

  it("belong to their field", () => {
    expect(marked("error", "level:error")).toEqual([]);
    expect(marked("error", "level:error", "level")).toEqual(["error"]);
    expect(marked("error warn", "level:(error or warn)", "level")).toEqual(["error", "warn"]);
    expect(marked("a b", 'x:in("a","b") _msg:b')).toEqual(["b"]);
  });

  it("are not what the query excludes, compares or does in pipes", () => {
    expect(marked("error ok 500 5m", "-error !ok not 500 size:>500 _time:5m")).toEqual([]);
    expect(marked("count error", "error | stats count()")).toEqual(["error"]);
    expect(marked("a b c", "a -(b or c)")).toEqual(["a"]);
  });

  it("of = are the whole text, with the right case", () => {
    expect(marked("Anna", 'user:="Anna"', "user")).toEqual(["Anna"]);
    expect(marked("anna", 'user:="Anna"', "user")).toEqual([]);
  });

  it("of regular expressions are marked when they cannot run away", () => {
    expect(marked("user 42 gone", '~"user [0-9]+"')).toEqual(["user 42"]);
    expect(marked("USER", '~"(?i)user"')).toEqual(["USER"]);
    for (const evil of ["(a+)+$", "(a|a)*b", "a*a*a*b", "(a{1,9}){9}", "\\1(a)", "[", "(?<x"])
      expect(regexPattern(evil), evil).toBeNull();
  });

  it("lie inside and across colours", () => {
    const segments = segmentsOf("\u001b[31mcon\u001b[0mnection", {
      ...plain,
      patterns: highlightsOf("connection").map((h) => h.pattern),
    });
    expect(segments).toEqual([
      { text: "con", classes: "hit ansi-fg-1" },
      { text: "nection", classes: "hit" },
    ]);
  });

  it("survive any query that is being typed", () => {
    const whole = 'level:error -("a b" or x:~"c") and not y:in(1,2) seq("q","r") | stats by (z) count()';
    for (let end = 0; end <= whole.length; end++) expect(() => highlightsOf(whole.slice(0, end))).not.toThrow();
  });
});

describe("levels", () => {
  it.each([
    ["ERROR", "error"],
    ["err", "error"],
    ["SEVERE", "error"],
    ["Warning", "warn"],
    ["notice", "info"],
    ["crit", "fatal"],
    ["50", "error"],
    ["30", "info"],
    ["3", "error"],
    ["7", "debug"],
    ["finest", "trace"],
    ["constructor", "none"],
    ["<b>", "none"],
    ["", "none"],
  ])("%s is %s", (spelling, level) => expect(levelOf(spelling)).toBe(level));
});

describe("numbers", () => {
  it("carry thin separators and units", () => {
    expect(count(1234567)).toBe("1\u202f234\u202f567");
    expect(count(1234)).toBe("1234");
    expect(bytes(12_340_000)).toBe("12 MB");
    expect(bytes(1_234_000_000)).toBe("1.2 GB");
    expect(duration(45.2)).toBe("45 ms");
    expect(duration(0.2)).toBe("<1 ms");
    expect(duration(4300)).toBe("4.3 s");
    expect(shortCount(34_567)).toBe("34k");
    expect(shortCount(1_234)).toBe("1.2k");
  });

  it("never round something to nothing or nearly all to all", () => {
    expect(percent(1, 100_000)).toBe("<0.1 %");
    expect(percent(99_999, 100_000)).toBe(">99 %");
    expect(percent(100, 100)).toBe("100 %");
    expect(percent(1, 0)).toBe("");
  });
});
