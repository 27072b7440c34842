import { memo } from "preact/compat";
import type { Highlight } from "../model/highlight.ts";
import { valueText, viewOf, type Line, type LineView } from "../model/line.ts";
import { segmentsOf, visibleText } from "../model/segments.ts";
import { clockText, dateText, type Zone } from "../model/time.ts";
import { open } from "../state/selection.ts";
import { Text } from "./Text.tsx";

const MAX_MESSAGE_CHARS = 2000;
const MAX_WRAPPED_CHARS = 6000;
const MAX_VALUE_CHARS = 200;
const MAX_FIELDS = 30;

interface Props {
  readonly line: Line;
  readonly index: number;
  readonly top: number;
  readonly newDay: boolean;
  readonly current: boolean;
  readonly patterns: readonly Highlight[];
  readonly wrapping: boolean;
  readonly zone: Zone;
  readonly measure: ((element: HTMLDivElement | null) => void) | null;
}

/** One line: time, level, source, message, further fields. */
export const Row = memo(function Row(p: Props) {
  const view = viewOf(p.line);
  const clicked = () => {
    // Text that is being selected is not a click.
    if (getSelection()?.isCollapsed !== false) open(p.line);
  };
  return (
    <div
      class={`row lvl-${view.level}${p.current ? " current" : ""}`}
      id={`line-${p.line.id}`}
      role="row"
      aria-rowindex={p.index + 1}
      aria-selected={p.current}
      data-index={p.index}
      ref={p.measure}
      style={{ transform: `translateY(${p.top}px)` }}
      onClick={clicked}
    >
      <Head view={view} newDay={p.newDay} zone={p.zone} />
      <Body view={view} patterns={p.patterns} wrapping={p.wrapping} />
    </div>
  );
});

function Head({ view, newDay, zone }: { view: LineView; newDay: boolean; zone: Zone }) {
  const { source } = view;
  return (
    <>
      <span class="row-time num" role="gridcell">
        {Number.isNaN(view.ms) ? "" : clockText(view.ms, zone)}
      </span>
      <span class="row-level" role="gridcell">
        {view.level === "none" ? "" : view.level}
      </span>
      {newDay && <span class="row-day num">{dateText(view.ms, zone)}</span>}
      {source === null ? (
        <span class="row-no-source" />
      ) : (
        <span class="row-source" role="gridcell" title={`${source.name} = ${visibleText(source.value, 200)}`}>
          {visibleText(source.label, 60)}
        </span>
      )}
    </>
  );
}

function Body({ view, patterns, wrapping }: { view: LineView; patterns: readonly Highlight[]; wrapping: boolean }) {
  const ofMessage = patterns.filter((h) => h.field === null).map((h) => h.pattern);
  const shown = view.fields.slice(0, MAX_FIELDS);
  return (
    <span class="row-body" role="gridcell">
      <span class="row-message">
        <Text
          segments={segmentsOf(view.message, {
            patterns: ofMessage,
            maxChars: wrapping ? MAX_WRAPPED_CHARS : MAX_MESSAGE_CHARS,
            multiline: wrapping,
          })}
        />
      </span>
      {shown.map(([name, value], k) => (
        <span class="row-field" key={name}>
          {(k > 0 || view.message !== "") && " "}
          <span class="row-key">{visibleText(name, 80)}=</span>
          <Text
            segments={segmentsOf(valueText(value), {
              patterns: patterns.filter((h) => h.field === name).map((h) => h.pattern),
              maxChars: MAX_VALUE_CHARS,
              multiline: false,
            })}
          />
        </span>
      ))}
      {view.fields.length > MAX_FIELDS && (
        <span class="row-field odd"> … {view.fields.length - MAX_FIELDS} more fields</span>
      )}
    </span>
  );
}
