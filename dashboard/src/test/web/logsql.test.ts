import { describe, expect, it } from "vitest";
import {
  addTerm,
  fieldTerm,
  hasTerm,
  quoteName,
  removeTerm,
  splitPipes,
  splitTerms,
  tokenize,
  unquote,
} from "../../main/web/model/logsql.ts";

describe("tokens", () => {
  it("cover every character of any text, in order", () => {
    const odd = [
      'level:error "open',
      "a:(b OR c) | stats by (x) count() n",
      "-foo !bar # comment",
      "'it''s' `raw\\` ~\"x\" :>=5",
      "🌲 ünï _time:5m",
      "\\",
      '"\\',
    ];
    for (const text of odd) {
      expect(
        tokenize(text)
          .map((t) => t.text)
          .join(""),
      ).toBe(text);
    }
  });

  it("tell fields, functions, operators and pipes apart", () => {
    const kinds = tokenize('level:in("a") -x | top 5')
      .filter((t) => t.kind !== "space")
      .map((t) => `${t.kind}=${t.text}`);
    expect(kinds).toEqual([
      "field=level",
      "operator=:",
      "function=in",
      "open=(",
      'string="a"',
      "close=)",
      "operator=-",
      "word=x",
      "pipe=|",
      "function=top",
      "word=5",
    ]);
  });
});

describe("pipes", () => {
  it("start at the first bar outside brackets and quotes", () => {
    expect(splitPipes('a:in(x | fields y) "b | c" | sort by (d) | limit 5')).toEqual({
      filter: 'a:in(x | fields y) "b | c"',
      pipes: "| sort by (d) | limit 5",
    });
  });
});

describe("terms", () => {
  it("are split at spaces and AND, and stay whole with field, quotes and brackets", () => {
    expect(splitTerms('error and level:="x y" -(a or b) not c status: >=500 ~"a b"')).toEqual([
      "error",
      'level:="x y"',
      "-(a or b)",
      "not c",
      "status: >=500",
      '~"a b"',
    ]);
  });

  it("are one when joined by OR", () => {
    expect(splitTerms("a or b c")).toEqual(["a or b c"]);
  });
});

describe("filters from clicks", () => {
  it("are put before the pipes", () => {
    expect(addTerm("error | stats count()", fieldTerm("host", "a", false))).toBe('error host:="a" | stats count()');
  });

  it("replace the star and their own opposite", () => {
    expect(addTerm("*", fieldTerm("a", "1", false))).toBe('a:="1"');
    expect(addTerm('x -a:="1"', fieldTerm("a", "1", false))).toBe('x a:="1"');
    expect(addTerm('x a:="1"', fieldTerm("a", "1", true))).toBe('x -a:="1"');
  });

  it("keep an OR together in parentheses", () => {
    expect(addTerm("a or b", fieldTerm("f", "v", true))).toBe('(a or b) -f:="v"');
  });

  it("come off again", () => {
    const term = fieldTerm("user name", 'An"na\n', false);
    const query = addTerm("login", term);
    expect(query).toBe('login "user name":="An\\"na\\n"');
    expect(hasTerm(query, term)).toBe(true);
    expect(removeTerm(query, term)).toBe("login");
    expect(removeTerm(`${term} | limit 5`, term)).toBe("* | limit 5");
  });

  it("quote names that are no plain word or are keywords", () => {
    expect(quoteName("http.status")).toBe("http.status");
    expect(quoteName("or")).toBe('"or"');
    expect(quoteName("a-b")).toBe('"a-b"');
    expect(quoteName("a:b")).toBe('"a:b"');
  });
});

describe("quotes", () => {
  it("are taken off with their escapes", () => {
    expect(unquote('"a\\"b\\n\\u00e9\\x41"')).toBe('a"b\né' + "A");
    expect(unquote("`a\\n`")).toBe("a\\n");
    expect(unquote('"open')).toBe("open");
    expect(unquote("plain")).toBe("plain");
  });
});
