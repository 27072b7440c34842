// Colours that programs write into their lines. An allow-list: of all escape sequences only "select graphic rendition"
// is obeyed, and it becomes class names; everything else is taken out of the text.

export interface AnsiRun {
  readonly from: number;
  readonly to: number;
  readonly classes: string;
}

export interface AnsiText {
  readonly text: string;
  readonly runs: readonly AnsiRun[];
}

interface Style {
  fg: number | null;
  bg: number | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}

// SGR | other CSI | OSC up to BEL or ST | two-character escapes
// eslint-disable-next-line no-control-regex
const ESCAPE =
  /\u001b\[([0-9;:]*)m|\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]{0,4096}(?:\u0007|\u001b\\)|\u001b[@-Z\\^_=>78]/g;
const MAX_RUNS = 2000;

export function parseAnsi(raw: string): AnsiText {
  if (!raw.includes("\u001b")) return { text: raw, runs: [] };
  const runs: AnsiRun[] = [];
  const parts: string[] = [];
  const style: Style = { fg: null, bg: null, bold: false, dim: false, italic: false, underline: false };
  let length = 0;
  let last = 0;
  const take = (to: number) => {
    if (to <= last) return;
    const part = raw.slice(last, to);
    const classes = classesOf(style);
    if (classes !== "" && runs.length < MAX_RUNS) runs.push({ from: length, to: length + part.length, classes });
    parts.push(part);
    length += part.length;
  };
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(raw); match !== null; match = ESCAPE.exec(raw)) {
    take(match.index);
    last = match.index + match[0].length;
    if (match[1] !== undefined) applySgr(style, match[1]);
  }
  take(raw.length);
  return { text: parts.join(""), runs };
}

function applySgr(style: Style, codes: string): void {
  const list = codes === "" ? [0] : codes.split(/[;:]/).map(Number);
  for (let at = 0; at < list.length; at++) {
    const code = list[at]!;
    if (code === 0)
      Object.assign(style, { fg: null, bg: null, bold: false, dim: false, italic: false, underline: false });
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code >= 30 && code <= 37) style.fg = code - 30;
    else if (code >= 90 && code <= 97) style.fg = code - 82;
    else if (code === 39) style.fg = null;
    else if (code >= 40 && code <= 47) style.bg = code - 40;
    else if (code >= 100 && code <= 107) style.bg = code - 92;
    else if (code === 49) style.bg = null;
    else if (code === 38 || code === 48) {
      const colour =
        list[at + 1] === 5
          ? nearest256(list[at + 2] ?? 0)
          : nearest(list[at + 2] ?? 0, list[at + 3] ?? 0, list[at + 4] ?? 0);
      at += list[at + 1] === 5 ? 2 : 4;
      if (code === 38) style.fg = colour;
      else style.bg = colour;
    }
  }
}

function nearest256(code: number): number {
  if (code < 16) return Math.max(0, code);
  if (code >= 232) return nearest((code - 232) * 10 + 8, (code - 232) * 10 + 8, (code - 232) * 10 + 8);
  const cube = code - 16;
  const level = (n: number) => (n === 0 ? 0 : 55 + n * 40);
  return nearest(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

/** The nearest of the sixteen colours that the style sheet makes readable on either background. */
function nearest(r: number, g: number, b: number): number {
  const bright = Math.max(r, g, b) > 170 ? 8 : 0;
  const middle = Math.max(48, Math.max(r, g, b) * 0.6);
  const colour = (r > middle ? 1 : 0) | (g > middle ? 2 : 0) | (b > middle ? 4 : 0);
  return colour + bright;
}

function classesOf(style: Style): string {
  const names: string[] = [];
  if (style.fg !== null) names.push(`ansi-fg-${style.fg}`);
  if (style.bg !== null) names.push(`ansi-bg-${style.bg}`);
  if (style.bold) names.push("ansi-bold");
  if (style.dim) names.push("ansi-dim");
  if (style.italic) names.push("ansi-italic");
  if (style.underline) names.push("ansi-underline");
  return names.join(" ");
}
