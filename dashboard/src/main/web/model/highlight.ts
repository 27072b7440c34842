import { tokenize, splitPipes, unquote, type Token } from "./logsql.ts";

/** What to mark in a field's text. `field` is null for the message. */
export interface Highlight {
  readonly field: string | null;
  readonly pattern: RegExp;
}

const MESSAGE_NAMES = new Set(["_msg", "msg", "message"]);
const MAX_HIGHLIGHTS = 50;
const WORD_FUNCTIONS = new Set(["i", "contains_all", "contains_any", "seq", "contains_common_case", "in"]);

/** The words, phrases, prefixes and plain regular expressions that a query looks for; negated ones are left out. */
export function highlightsOf(query: string): Highlight[] {
  const tokens = tokenize(splitPipes(query).filter).filter((t) => t.kind !== "comment");
  const found: Highlight[] = [];
  walk(tokens, 0, null, false, found);
  return found.slice(0, MAX_HIGHLIGHTS);
}

/** Reads terms up to the closing parenthesis; returns the index after it. */
function walk(
  tokens: readonly Token[],
  from: number,
  outerField: string | null,
  negated: boolean,
  found: Highlight[],
): number {
  let field = outerField;
  let not = negated;
  let operator = "";
  const reset = () => {
    field = outerField;
    not = negated;
    operator = "";
  };
  let at = from;
  while (at < tokens.length) {
    const token = tokens[at]!;
    at++;
    switch (token.kind) {
      case "space":
      case "comment":
      case "pipe":
        break;
      case "close":
        return at;
      case "keyword":
        if (token.text.toLowerCase() === "not") not = !not;
        else reset();
        break;
      case "field": {
        const name = unquote(token.text);
        field = MESSAGE_NAMES.has(name) ? null : name;
        break;
      }
      case "operator":
        if (token.text === "-" || token.text === "!") not = !not;
        else if (token.text.startsWith("!")) {
          not = !not;
          operator = token.text.slice(1);
        } else if (token.text !== "*") operator = token.text.replace(/^:/, "") || operator;
        break;
      case "function":
        if (tokens[at]?.text === "(") {
          if (WORD_FUNCTIONS.has(token.text.toLowerCase())) at = walk(tokens, at + 1, field, not, found);
          else at = skip(tokens, at);
        }
        reset();
        break;
      case "open":
        if (token.text === "(") at = walk(tokens, at, field, not, found);
        else at = skip(tokens, at - 1);
        reset();
        break;
      case "string":
      case "word": {
        const next = tokens[at];
        const prefix = next?.text === "*" && next.from === token.to;
        if (!not) {
          const pattern = patternFor(unquote(token.text), operator, prefix);
          if (pattern !== null && field !== "_time") found.push({ field, pattern });
        }
        reset();
        break;
      }
    }
  }
  return at;
}

/** From an opening bracket to after its partner. */
function skip(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.kind === "open") depth++;
    if (tokens[at]!.kind === "close" && --depth <= 0) return at + 1;
  }
  return tokens.length;
}

function patternFor(text: string, operator: string, prefix: boolean): RegExp | null {
  if (text === "" || operator.startsWith(">") || operator.startsWith("<")) return null;
  if (operator === "~") return regexPattern(text);
  const body = escapeRegExp(text);
  if (operator === "=") return new RegExp(prefix ? `^${body}` : `^${body}$`, "gu");
  const wordStart = /^[\p{L}\p{N}_]/u.test(text) ? "(?<![\\p{L}\\p{N}_])" : "";
  const wordEnd = !prefix && /[\p{L}\p{N}_]$/u.test(text) ? "(?![\\p{L}\\p{N}_])" : "";
  return new RegExp(wordStart + body + wordEnd, "giu");
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (c) =>
    c === "-" || c === "/" ? `\\u{${c.charCodeAt(0).toString(16)}}` : `\\${c}`,
  );
}

/**
 * The browser's engine backtracks, the server's does not: only expressions whose worst case is harmless on a line are
 * marked (no quantifier after a group, at most two open-ended ones).
 */
export function regexPattern(source: string): RegExp | null {
  let body = source;
  let flags = "gu";
  const inline = /^\(\?([ims]+)\)/.exec(body);
  if (inline) {
    flags += inline[1]!;
    body = body.slice(inline[0].length);
  }
  if (/\)[*+{?]/.test(body) || /\\[1-9kpPbB]/.test(body)) return null;
  if ((body.match(/(?<!\\)(?:[*+]|\{\d*,\d*\})/g) ?? []).length > 2) return null;
  try {
    return new RegExp(body, flags);
  } catch {
    return null;
  }
}
