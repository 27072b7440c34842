// Just enough of LogsQL's grammar to colour it, to add and remove filters, and to know what to highlight.
// The server parses for real; nothing here may refuse a query.

export type TokenKind =
  "space" | "comment" | "string" | "word" | "keyword" | "field" | "function" | "operator" | "pipe" | "open" | "close";

export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const KEYWORDS = new Set([
  "and",
  "or",
  "not",
  "by",
  "as",
  "if",
  "from",
  "at",
  "with",
  "desc",
  "asc",
  "offset",
  "limit",
]);
const WORD = /[\p{L}\p{N}_.@/$%&+\-?\\]/u;
const OPEN = "([{";
const CLOSE = ")]}";

export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let afterPipe = false;
  const push = (kind: TokenKind, to: number) => {
    tokens.push({ kind, from: at, to, text: query.slice(at, to) });
    if (kind !== "space" && kind !== "comment") afterPipe = kind === "pipe";
    at = to;
  };
  while (at < query.length) {
    const c = query.charAt(at);
    if (/\s/.test(c)) {
      let to = at + 1;
      while (to < query.length && /\s/.test(query.charAt(to))) to++;
      push("space", to);
    } else if (c === "#") {
      const lineEnd = query.indexOf("\n", at);
      push("comment", lineEnd < 0 ? query.length : lineEnd);
    } else if (c === '"' || c === "'" || c === "`") {
      const to = stringEnd(query, at);
      push(isFieldColon(query, to) ? "field" : "string", to);
    } else if (c === "|") {
      push("pipe", at + 1);
    } else if (OPEN.includes(c)) {
      push("open", at + 1);
    } else if (CLOSE.includes(c)) {
      push("close", at + 1);
    } else if (c === "-" && startsTerm(tokens) && at + 1 < query.length && !/\s/.test(query.charAt(at + 1))) {
      push("operator", at + 1);
    } else if (WORD.test(c)) {
      let to = at + 1;
      while (to < query.length && WORD.test(query.charAt(to))) to++;
      const word = query.slice(at, to);
      if (isFieldColon(query, to)) push("field", to);
      else if (KEYWORDS.has(word.toLowerCase())) push("keyword", to);
      else if (query.charAt(to) === "(" || afterPipe) push("function", to);
      else push("word", to);
    } else {
      let to = at + 1;
      if ((c === ">" || c === "<" || c === "!" || c === ":") && "=~".includes(query.charAt(to) || " ")) to++;
      push("operator", to);
    }
  }
  return tokens;
}

function stringEnd(query: string, from: number): number {
  const quote = query.charAt(from);
  for (let at = from + 1; at < query.length; at++) {
    const c = query.charAt(at);
    if (c === "\\" && quote !== "`") at++;
    else if (c === quote) return at + 1;
  }
  return query.length;
}

function isFieldColon(query: string, at: number): boolean {
  return query.charAt(at) === ":";
}

/** Is a `-` here a negation, rather than part of a word? */
function startsTerm(tokens: readonly Token[]): boolean {
  const last = tokens[tokens.length - 1];
  return last === undefined || last.kind === "space" || last.kind === "open" || last.kind === "pipe";
}

/** The filter before the first top-level pipe, and the rest with its `|`. */
export function splitPipes(query: string): { filter: string; pipes: string } {
  let depth = 0;
  for (const token of tokenize(query)) {
    if (token.kind === "open") depth++;
    else if (token.kind === "close") depth--;
    else if (token.kind === "pipe" && depth <= 0) {
      return { filter: query.slice(0, token.from).trim(), pipes: query.slice(token.from).trim() };
    }
  }
  return { filter: query.trim(), pipes: "" };
}

/** The top-level terms joined by AND; one term when there is an OR at top level. */
export function splitTerms(filter: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let start = -1;
  let end = -1;
  let glue = false;
  const flush = () => {
    if (start >= 0) terms.push(filter.slice(start, end));
    start = -1;
  };
  for (const token of tokenize(filter)) {
    if (token.kind === "comment") {
      flush();
      continue;
    }
    if (token.kind === "space") {
      if (depth === 0 && !glue) flush();
      continue;
    }
    const keyword = token.kind === "keyword" && depth === 0 ? token.text.toLowerCase() : "";
    if (keyword === "or") return [filter.trim()];
    if (keyword === "and") {
      flush();
      glue = false;
      continue;
    }
    if (start < 0) start = token.from;
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth = Math.max(0, depth - 1);
    end = token.to;
    glue = keyword === "not" || token.kind === "field" || (token.kind === "operator" && token.text !== "*");
  }
  flush();
  return terms;
}

export function joinQuery(terms: readonly string[], pipes: string): string {
  const filter = terms.length === 0 ? (pipes === "" ? "" : "*") : terms.join(" ");
  return pipes === "" ? filter : `${filter} ${pipes}`;
}

const BARE_NAME = /^[A-Za-z_@][A-Za-z0-9_.@]*$/;

export function quoteName(name: string): string {
  return BARE_NAME.test(name) && !KEYWORDS.has(name.toLowerCase()) ? name : JSON.stringify(name);
}

export function fieldTerm(name: string, value: string, negate: boolean): string {
  return `${negate ? "-" : ""}${quoteName(name)}:=${JSON.stringify(value)}`;
}

export function hasField(name: string, negate: boolean): string {
  return negate ? `${quoteName(name)}:""` : `${quoteName(name)}:*`;
}

function opposite(term: string): string {
  return term.startsWith("-") ? term.slice(1) : `-${term}`;
}

/** Adds a term to the filter part; adding what is there removes nothing, adding its opposite replaces it. */
export function addTerm(query: string, term: string): string {
  const { filter, pipes } = splitPipes(query);
  let terms = splitTerms(filter).filter((t) => t !== "*" && t !== opposite(term));
  const only = terms[0];
  if (terms.length === 1 && only !== undefined && hasTopLevelOr(only)) terms = [`(${only})`];
  if (!terms.includes(term)) terms.push(term);
  return joinQuery(terms, pipes);
}

export function removeTerm(query: string, term: string): string {
  const { filter, pipes } = splitPipes(query);
  return joinQuery(
    splitTerms(filter).filter((t) => t !== term),
    pipes,
  );
}

export function hasTerm(query: string, term: string): boolean {
  return splitTerms(splitPipes(query).filter).includes(term);
}

function hasTopLevelOr(filter: string): boolean {
  let depth = 0;
  for (const token of tokenize(filter)) {
    if (token.kind === "open") depth++;
    else if (token.kind === "close") depth--;
    else if (depth === 0 && token.kind === "keyword" && token.text.toLowerCase() === "or") return true;
  }
  return false;
}

/** The text a quoted token stands for; broken escapes stay as they are. */
export function unquote(text: string): string {
  const quote = text.charAt(0);
  if (quote !== '"' && quote !== "'" && quote !== "`") return text;
  const body = text.endsWith(quote) && text.length > 1 ? text.slice(1, -1) : text.slice(1);
  if (quote === "`") return body;
  return body.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, (whole, escape: string) => {
    if (escape.length > 1) return String.fromCharCode(parseInt(escape.slice(1), 16));
    const known: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };
    return known[escape] ?? (/["'\\`]/.test(escape) ? escape : whole);
  });
}
