import { computed, signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { viewOf, type Line } from "../model/line.ts";
import { visibleText } from "../model/segments.ts";
import { dateText } from "../model/time.ts";
import { away, liveState, toNewest } from "../state/live.ts";
import { complete, readMore } from "../state/results.ts";
import { phase } from "../state/results.ts";
import { searchCount } from "../state/search.ts";
import { cursor } from "../state/selection.ts";
import { highlights } from "../state/view.ts";
import { isNarrow, wrapped, zone } from "../state/settings.ts";
import { Row } from "./Row.tsx";
import { useVirtual } from "./virtual.ts";

export const ROW_PIXELS = 20;
/** So many lines before the end of the list the next page is asked for. */
const READ_AHEAD_LINES = 100;
const MAX_SOURCE_CHARS = 16;

/** The time of the topmost line in sight; its date stands above the list. */
export const topTime = signal("");

let scrollTo: ((index: number) => void) | null = null;
let listElement: HTMLDivElement | null = null;

/** Brings a line into sight. */
export function reveal(index: number): void {
  scrollTo?.(index);
}

export function focusList(): void {
  listElement?.focus({ preventScroll: true });
}

/** Rows in one screenful. */
export function screenful(): number {
  return Math.max(1, Math.floor((listElement?.clientHeight ?? 0) / ROW_PIXELS) - 1);
}

const patterns = computed(() => highlights.value);

export function LineList({ lines }: { lines: readonly Line[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const wrapping = wrapped();
  const estimate = wrapping && isNarrow.value ? 3 * ROW_PIXELS : ROW_PIXELS;
  const virtual = useVirtual({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
    paddingEnd: 28,
  });

  useEffect(() => {
    listElement = scroller.current;
    scrollTo = (index) => virtual.scrollToIndex(index, { align: "auto" });
    return () => {
      listElement = null;
      scrollTo = null;
      away.value = false;
      topTime.value = "";
    };
  }, []);
  useLayoutEffect(() => {
    scroller.current!.scrollTop = 0;
    away.value = false;
  }, [searchCount.value, toNewest.value]);
  useLayoutEffect(() => virtual.measure(), [wrapping, isNarrow.value]);

  const items = virtual.getVirtualItems();
  // Messages start at one edge: as far right as the longest source seen in this search needs.
  const widest = useRef({ search: 0, chars: 0 });
  if (widest.current.search !== searchCount.value) widest.current = { search: searchCount.value, chars: 0 };
  for (const { index } of items) {
    const source = lines[index] === undefined ? null : viewOf(lines[index]).source;
    if (source !== null)
      widest.current.chars = Math.max(
        widest.current.chars,
        Math.min(MAX_SOURCE_CHARS, visibleText(source.label, 60).length),
      );
  }
  const first = items.find((item) => item.end > (virtual.scrollOffset ?? 0));
  const last = items[items.length - 1];
  useEffect(() => {
    topTime.value = first === undefined ? "" : (lines[first.index]?.time ?? "");
  });
  useEffect(() => {
    if (last !== undefined && last.index >= lines.length - READ_AHEAD_LINES && liveState.value === "off")
      void readMore();
  }, [last?.index, lines.length, complete.value, phase.value]);

  const onScroll = (e: Event) => {
    if (liveState.value !== "off") away.value = (e.currentTarget as HTMLElement).scrollTop > ROW_PIXELS;
  };
  const at = cursor.value;
  return (
    <div
      class={`lines ${wrapping ? "wrapping" : ""}`}
      ref={scroller}
      role="grid"
      aria-label="Log lines, newest first"
      aria-rowcount={complete.value ? lines.length : -1}
      aria-activedescendant={at === null ? undefined : `line-${at.id}`}
      tabIndex={0}
      onScroll={onScroll}
    >
      <div
        class="lines-height"
        style={{ height: `${virtual.getTotalSize()}px`, "--source": `calc(${widest.current.chars}ch + 12px)` }}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const previous = item.index === 0 ? undefined : lines[item.index - 1];
          return (
            <Row
              key={line.id}
              line={line}
              index={item.index}
              top={item.start}
              newDay={previous !== undefined && dayOf(previous) !== dayOf(line)}
              current={at === line}
              patterns={patterns.value}
              wrapping={wrapping}
              zone={zone.value}
              measure={wrapping ? virtual.measureElement : null}
            />
          );
        })}
        {complete.value && liveState.value === "off" && (
          <div class="lines-end muted" style={{ transform: `translateY(${virtual.getTotalSize() - 28}px)` }}>
            No older lines
          </div>
        )}
      </div>
    </div>
  );
}

function dayOf(line: Line): string {
  return dateText(viewOf(line).ms, zone.value);
}
