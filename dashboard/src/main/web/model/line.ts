import { LEVEL_FIELDS, levelOf, type Level } from "./level.ts";
import { lineMillis } from "./time.ts";

/** A number as it was written, where JavaScript's own would change it. */
export class ExactNumber {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

export type Value = string | number | boolean | null | ExactNumber | Value[] | { [key: string]: Value };

/** A line as it came: JSON text and its time. Parsed only when somebody looks at it. */
export interface Line {
  /** Counts up as lines arrive; the identity of a row in the list. */
  readonly id: number;
  readonly raw: string;
  /** `_time` as sent, or "" for results that are no lines. */
  readonly time: string;
}

/** Where a line comes from; of a file's path the label is the last part, which tells files apart. */
export interface Source {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

/** What a row shows. */
export interface LineView {
  readonly ms: number;
  readonly message: string;
  readonly level: Level;
  readonly levelText: string;
  readonly levelField: string | null;
  readonly source: Source | null;
  readonly fields: readonly (readonly [string, Value])[];
}

const SOURCE_FIELDS = ["service", "service.name", "source", "app", "logger", "host"] as const;

let nextId = 1;

export function lineOf(raw: string): Line {
  return { id: nextId++, raw, time: timeOf(raw) };
}

/** Finds `_time` without parsing: nearly every line has it first or near the start; others are parsed. */
function timeOf(raw: string): string {
  const quick = /^\{"_time":"([^"\\]*)"/.exec(raw);
  if (quick !== null) return quick[1]!;
  const value = parseRecord(raw)["_time"];
  return typeof value === "string" ? value : "";
}

export function parseRecord(raw: string): { [key: string]: Value } {
  let parsed: Value;
  try {
    // Long digit runs may be identifiers beyond 2^53: keep how they were written.
    parsed = /\d{16}|\d[eE]|\.\d*0[,}\]]|\.\d{15}/.test(raw) ? parseExactly(raw) : (JSON.parse(raw) as Value);
  } catch {
    return { _msg: raw };
  }
  return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) && !(parsed instanceof ExactNumber)
    ? parsed
    : { _msg: raw };
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Marks a number that travels as a string through the parser. Nobody who writes a log can guess it. */
const MARK = `${Math.random()}${Date.now()}:`;

function parseExactly(raw: string): Value {
  const marked = raw.replace(STRING_OR_NUMBER, (token) =>
    token.charAt(0) === '"' || String(Number(token)) === token ? token : `"${MARK}${token}"`,
  );
  return JSON.parse(marked, (_key, value: Value) =>
    typeof value === "string" && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
  ) as Value;
}

export function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object" && !(value instanceof ExactNumber)) return jsonText(value, 0);
  return String(value);
}

/** JSON with numbers as they were written; `indent` of 0 gives one line. */
export function jsonText(value: Value, indent: number, pad = ""): string {
  if (value instanceof ExactNumber) return value.source;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = indent === 0 ? "" : `\n${pad}${" ".repeat(indent)}`;
  const outer = indent === 0 ? "" : `\n${pad}`;
  const next = pad + " ".repeat(indent);
  if (Array.isArray(value)) {
    return value.length === 0
      ? "[]"
      : `[${inner}${value.map((v) => jsonText(v, indent, next)).join(`,${inner}`)}${outer}]`;
  }
  const entries = Object.entries(value);
  const colon = indent === 0 ? ":" : ": ";
  return entries.length === 0
    ? "{}"
    : `{${inner}${entries.map(([k, v]) => JSON.stringify(k) + colon + jsonText(v, indent, next)).join(`,${inner}`)}${outer}}`;
}

const views = new Map<number, LineView>();
const MAX_VIEWS = 1000;

export function viewOf(line: Line): LineView {
  const known = views.get(line.id);
  if (known !== undefined) return known;
  const view = makeView(line);
  if (views.size >= MAX_VIEWS) views.delete(views.keys().next().value!);
  views.set(line.id, view);
  return view;
}

function makeView(line: Line): LineView {
  const record = parseRecord(line.raw);
  const levelField =
    LEVEL_FIELDS.find((name) => Object.hasOwn(record, name) && levelOf(valueText(record[name])) !== "none") ?? null;
  const levelText = levelField === null ? "" : valueText(record[levelField]);
  const sourceField =
    SOURCE_FIELDS.find((name) => Object.hasOwn(record, name) && valueText(record[name]) !== "") ?? null;
  const hidden = new Set(["_time", "_msg", "_stream", "_stream_id", levelField, sourceField]);
  return {
    ms: lineMillis(line.time),
    message: valueText(record["_msg"]),
    level: levelField === null ? "none" : levelOf(levelText),
    levelText,
    levelField,
    source: sourceField === null ? null : sourceOf(sourceField, valueText(record[sourceField])),
    fields: Object.entries(record).filter(([name]) => !hidden.has(name)),
  };
}

function sourceOf(name: string, value: string): Source {
  return { name, value, label: /^\/.*[^/]$/.test(value) ? value.slice(value.lastIndexOf("/") + 1) : value };
}

/** A short name for a line, for links: 32-bit FNV-1a of its text. */
export function lineHash(raw: string): string {
  let hash = 0x811c9dc5;
  for (let k = 0; k < raw.length; k++) hash = Math.imul(hash ^ raw.charCodeAt(k), 0x01000193);
  return (hash >>> 0).toString(36);
}
