import { helpOpen } from "../state/notice.ts";
import { phase } from "../state/results.ts";
import { isTable, lines } from "../state/results.ts";
import { setLive, stop, submit } from "../state/search.ts";
import { closeDetails, cursor, detailsOpen, open } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { viewOf } from "../model/line.ts";
import { nextTheme, toggleSidebar } from "./Bar.tsx";
import { copyJson, copyLine, copyLink } from "./Details.tsx";
import { focusEditor } from "./Editor.tsx";
import { reveal, screenful } from "./LineList.tsx";
import { togglePause, toggleWrap } from "./Results.tsx";
import { timePickerOpen, toggleZone } from "./TimePicker.tsx";

/** What the help page lists; the keys themselves are below. */
export const KEYS: readonly (readonly [string, string])[] = [
  ["/", "Write a query"],
  ["Enter", "Search; on a line: open its details"],
  ["Shift+Enter", "New line in the query"],
  ["Tab", "Take the first completion"],
  ["Ctrl+↑ Ctrl+↓", "Earlier queries"],
  ["Esc", "Stop, close, leave the search box"],
  ["j k ↓ ↑", "Next and previous line"],
  ["g G", "First and last line read"],
  ["e E", "Next and previous error"],
  ["Space PgDn PgUp", "A screenful"],
  ["c C y", "Copy the line, its JSON, a link to it"],
  ["l", "Follow new lines"],
  ["p", "Pause and go on while following"],
  ["d", "Time range"],
  ["z", "Local time or UTC"],
  ["f", "Fields"],
  ["w", "Wrap long lines"],
  ["t", "Dark or light"],
  ["r", "Search again"],
  ["?", "This page"],
];

/** Moves the cursor by so many lines; the details follow. */
export function move(by: number): void {
  const list = lines.value;
  if (list.length === 0 || isTable.value) return;
  const at = cursor.value === null ? -1 : list.indexOf(cursor.value);
  go(at < 0 ? 0 : at + by);
}

function go(index: number): void {
  const list = lines.value;
  const to = Math.max(0, Math.min(list.length - 1, index));
  cursor.value = list[to] ?? null;
  reveal(to);
}

function nextError(step: number): void {
  const list = lines.value;
  const from = cursor.value === null ? (step > 0 ? -1 : list.length) : list.indexOf(cursor.value);
  for (let at = from + step; at >= 0 && at < list.length; at += step) {
    const { level } = viewOf(list[at]!);
    if (level === "error" || level === "fatal") return go(at);
  }
}

const withCursor = (act: (line: NonNullable<typeof cursor.value>) => void) => () => {
  if (cursor.value !== null) act(cursor.value);
};

const ACTIONS: Readonly<Record<string, () => void>> = {
  "/": focusEditor,
  "?": () => (helpOpen.value = true),
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  PageDown: () => move(screenful()),
  PageUp: () => move(-screenful()),
  " ": () => move(screenful()),
  g: () => go(0),
  Home: () => go(0),
  G: () => go(lines.value.length - 1),
  End: () => go(lines.value.length - 1),
  e: () => nextError(1),
  E: () => nextError(-1),
  Enter: withCursor(open),
  c: withCursor(copyLine),
  C: withCursor(copyJson),
  y: withCursor(copyLink),
  l: () => setLive(!view.value.live),
  p: togglePause,
  d: () => (timePickerOpen.value = true),
  z: toggleZone,
  f: toggleSidebar,
  w: toggleWrap,
  t: nextTheme,
  r: submit,
};

/** Steps back from whatever is nearest. */
function escape(): void {
  if (timePickerOpen.value) timePickerOpen.value = false;
  else if (phase.value === "searching") stop();
  else if (detailsOpen.value) closeDetails();
  else if (cursor.value !== null) cursor.value = null;
}

export function listenToKeys(): void {
  addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
    // Not by `helpOpen`: a dialog tells that it was closed a moment after it is.
    if (document.querySelector("dialog[open]") !== null) return;
    const target = e.composedPath()[0] as HTMLElement;
    const writing = target.isContentEditable || target.tagName === "INPUT" || target.tagName === "TEXTAREA";
    if (e.key === "Escape") {
      if (!writing) escape();
      return;
    }
    if (writing || timePickerOpen.value) return;
    // Space and Enter belong to the button or link that has the focus.
    if ((e.key === " " || e.key === "Enter") && target.closest("button, a, [role=slider]") !== null) return;
    if (e.key.startsWith("Page") || e.key === "Home" || e.key === "End" || e.key === " " || e.key.startsWith("Arrow")) {
      if (target.closest(".details-body, .sidebar, .table-scroll, .first-line, [role=slider]") !== null) return;
    }
    const action = ACTIONS[e.key];
    if (action === undefined) return;
    e.preventDefault();
    action();
  });
}
