import { parseAnsi } from "./ansi.ts";

/** A piece of a line's text that is drawn in one way. It becomes one text node. */
export interface Segment {
  readonly text: string;
  /** Class names, from a fixed list. */
  readonly classes: string;
}

export interface SegmentOptions {
  readonly patterns: readonly RegExp[];
  readonly maxChars: number;
  /** Line breaks stay, for places that wrap; elsewhere they show as a sign. */
  readonly multiline: boolean;
}

const MAX_HITS = 200;

const CONTROLS =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

// C0 and C1 controls, direction overrides and isolates, zero-width characters, separators, the byte order mark, tags.
// eslint-disable-next-line no-control-regex
const ODD =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Text from a log, ready to draw: colours obeyed, tricks made visible, matches marked, length bounded. */
export function segmentsOf(raw: string, options: SegmentOptions): Segment[] {
  // Escape sequences take room too: four times the limit is enough for any line that is not a trick.
  const { text: full, runs } = parseAnsi(raw.length > options.maxChars * 4 ? raw.slice(0, options.maxChars * 4) : raw);
  const text = full.length > options.maxChars ? full.slice(0, options.maxChars) : full;
  const hits = findHits(text, options.patterns);
  const edges = new Set<number>([0, text.length]);
  for (const { from, to } of [...runs, ...hits]) {
    edges.add(Math.min(from, text.length));
    edges.add(Math.min(to, text.length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let run = 0;
  let hit = 0;
  for (let k = 0; k + 1 < cuts.length; k++) {
    const from = cuts[k]!;
    const to = cuts[k + 1]!;
    while (run < runs.length && runs[run]!.to <= from) run++;
    while (hit < hits.length && hits[hit]!.to <= from) hit++;
    const colour = run < runs.length && runs[run]!.from <= from ? runs[run]!.classes : "";
    const marked = hit < hits.length && hits[hit]!.from <= from;
    pushVisible(
      segments,
      text.slice(from, to),
      marked ? (colour === "" ? "hit" : `hit ${colour}`) : colour,
      options.multiline,
    );
  }
  const cut = raw.length - text.length;
  if (full.length > text.length || raw.length > options.maxChars * 4) {
    segments.push({ text: ` … ${cut.toLocaleString("en").replaceAll(",", "\u202f")} more characters`, classes: "odd" });
  }
  return segments;
}

function findHits(text: string, patterns: readonly RegExp[]): Mark[] {
  const marks: Mark[] = [];
  for (const pattern of patterns) {
    pattern.lastIndex = 0;
    for (let found = pattern.exec(text); found !== null && marks.length < MAX_HITS; found = pattern.exec(text)) {
      if (found[0] === "") pattern.lastIndex++;
      else marks.push({ from: found.index, to: found.index + found[0].length });
    }
  }
  if (marks.length < 2) return marks;
  marks.sort((a, b) => a.from - b.from || b.to - a.to);
  const merged: Mark[] = [marks[0]!];
  for (const mark of marks) {
    const last = merged[merged.length - 1]!;
    if (mark.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, mark.to) };
    else merged.push(mark);
  }
  return merged;
}

/** Splits out characters that would be invisible, move the cursor or turn the reading direction. */
function pushVisible(segments: Segment[], text: string, classes: string, multiline: boolean): void {
  let last = 0;
  const odd = classes === "" ? "odd" : `odd ${classes}`;
  ODD.lastIndex = 0;
  for (let match = ODD.exec(text); match !== null; match = ODD.exec(text)) {
    const c = match[0];
    if (multiline && (c === "\n" || c === "\t")) continue;
    if (match.index > last) segments.push({ text: text.slice(last, match.index), classes });
    last = match.index + c.length;
    if (c === "\t") segments.push({ text: "  ", classes });
    else if (!(multiline && c === "\r" && text.charAt(last) === "\n")) segments.push({ text: nameOf(c), classes: odd });
  }
  if (last < text.length) segments.push({ text: last === 0 ? text : text.slice(last), classes });
}

function nameOf(c: string): string {
  const code = c.codePointAt(0)!;
  if (code === 10) return "⏎";
  if (code < 32) return `‹${CONTROLS[code]!}›`;
  if (code === 127) return "‹DEL›";
  return `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** Plain text with the same tricks made visible, for titles and labels. */
export function visibleText(raw: string, maxChars: number): string {
  return segmentsOf(raw, { patterns: [], maxChars, multiline: false })
    .map((s) => s.text)
    .join("");
}
