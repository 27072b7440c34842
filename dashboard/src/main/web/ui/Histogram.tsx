import { useEffect, useRef, useState } from "preact/hooks";
import { signal } from "@preact/signals";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { count, duration, plural } from "../model/format.ts";
import { LEVELS, type Level } from "../model/level.ts";
import { fieldTerm, hasField, hasTerm, quoteName } from "../model/logsql.ts";
import { clockText, DAY, dateText, instantText, MINUTE, SECOND, stepText, zoneName, type Zone } from "../model/time.ts";
import { counting, histogram, levelField } from "../state/counts.ts";
import type { Histogram as Counts, LevelCounts } from "../state/histogram.ts";
import { tookMillis } from "../state/results.ts";
import { filterTerm, setRange } from "../state/search.ts";
import { theme, zone } from "../state/settings.ts";
import { view } from "../state/view.ts";

const PLOT_HEIGHT = 84;

/** The bucket under the pointer or the keyboard's cursor, and where a selection began. */
const bucket = signal<number | null>(null);
/** The bucket was chosen with the keyboard, so it must be drawn; the pointer draws its own. */
let byKeyboard = false;

export function Histogram() {
  const counts = histogram.value;
  return (
    <section class={`histogram ${counting.value ? "busy" : ""}`} aria-label="Lines over time by level">
      <Legend counts={counts} />
      {counts === null ? <div class="plot" /> : <Plot counts={counts} zone={zone.value} />}
    </section>
  );
}

function Legend({ counts }: { counts: Counts | null }) {
  const at = bucket.value;
  const inBucket = counts !== null && at !== null && at < counts.starts.length;
  const total = counts === null ? 0 : inBucket ? counts.levels.reduce((n, l) => n + l.counts[at]!, 0) : counts.total;
  return (
    <div class="legend">
      <span class="total" role="status">
        {counts === null ? (counting.value ? "Counting …" : "") : plural(total, "line")}
      </span>
      {counts?.levels.map((l) => (
        <LegendItem key={l.level} level={l} shown={inBucket ? l.counts[at]! : l.total} />
      ))}
      <span class="when muted">
        {inBucket
          ? `${instantText(counts.starts[at]!, zone.value)} ${zoneName(zone.value, counts.starts[at]!)} + ${stepText(counts.step)}`
          : counts !== null
            ? `bars of ${stepText(counts.step)}${tookMillis.value === null ? "" : ` · ${duration(tookMillis.value)}`}`
            : ""}
      </span>
    </div>
  );
}

function LegendItem({ level, shown }: { level: LevelCounts; shown: number }) {
  const term = levelTerm(level);
  const active = hasTerm(view.value.query, term);
  const name = level.level === "none" ? "no level" : level.level;
  return (
    <button
      type="button"
      class={`level-item lvl-${level.level}`}
      aria-pressed={active}
      title={active ? `Remove the filter on ${name}` : `Only ${name} (Shift: all but ${name})`}
      onClick={(e) => filterTerm(e.shiftKey && !active ? `-${term}` : term)}
    >
      <span class="swatch" aria-hidden="true" />
      {name} <span class="num">{count(shown)}</span>
    </button>
  );
}

function levelTerm({ level, spellings }: LevelCounts): string {
  const field = levelField.value;
  const values = spellings.filter((s) => s !== "");
  if (values.length === 0 && level === "none") return hasField(field, true);
  if (values.length === 1) return fieldTerm(field, values[0]!, false);
  return `${quoteName(field)}:in(${[...values]
    .sort()
    .map((v) => JSON.stringify(v))
    .join(",")})`;
}

function Plot({ counts, zone }: { counts: Counts; zone: Zone }) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [scheme, setScheme] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);
  const shape = counts.levels.map((l) => l.level).join();

  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setScheme((n) => n + 1);
    dark.addEventListener("change", changed);
    return () => dark.removeEventListener("change", changed);
  }, []);

  // Made anew when series or colours change, else only fed.
  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(optionsFor(element, counts, zone), stack(counts), element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: PLOT_HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, scheme, theme.value, zone]);

  useEffect(() => {
    const made = plot.current;
    if (made === null) return;
    current = counts;
    made.batch(() => {
      made.setData(stack(counts), false);
      made.setScale("x", { min: counts.from, max: counts.to });
      made.setScale("y", { min: 0, max: top(counts) });
    });
  }, [counts]);

  const onKeyDown = (e: KeyboardEvent) => {
    byKeyboard = true;
    const last = counts.starts.length - 1;
    const at = bucket.value ?? last + 1;
    const moves: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
    const next = moves[e.key];
    if (next !== undefined) {
      const to = Math.max(0, Math.min(last, next));
      setAnchor(e.shiftKey ? (anchor ?? Math.min(at, last)) : null);
      bucket.value = to;
    } else if (e.key === "Enter" && bucket.value !== null) {
      const from = Math.min(anchor ?? bucket.value, bucket.value);
      const to = Math.max(anchor ?? bucket.value, bucket.value);
      setRange({ kind: "absolute", from: counts.starts[from]!, to: counts.starts[to]! + counts.step });
      bucket.value = null;
      setAnchor(null);
    } else if (e.key === "Escape" && bucket.value !== null) {
      bucket.value = null;
      setAnchor(null);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };

  // The keyboard's cursor and selection, drawn where the pointer's would be.
  useEffect(() => {
    const made = plot.current;
    if (made === null || bucket.value === null || !byKeyboard) return;
    const from = Math.min(anchor ?? bucket.value, bucket.value);
    const to = Math.max(anchor ?? bucket.value, bucket.value);
    const left = made.valToPos(Math.max(counts.from, counts.starts[from]!), "x");
    const right = made.valToPos(Math.min(counts.to, counts.starts[to]! + counts.step), "x");
    made.setSelect({ left, width: Math.max(2, right - left), top: 0, height: made.over.clientHeight }, false);
    return () => made.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  }, [bucket.value, anchor, counts]);

  return (
    <div
      class="plot"
      ref={host}
      tabIndex={0}
      role="slider"
      aria-label="Time buckets: arrows move, Shift selects, Enter zooms in"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, counts.starts.length - 1)}
      aria-valuenow={bucket.value ?? 0}
      aria-valuetext={bucketText(counts, bucket.value, zone)}
      title="Drag to zoom in; with the keyboard: arrows, Shift and arrows, Enter"
      onKeyDown={onKeyDown}
      onBlur={() => (bucket.value = null)}
    />
  );
}

let current: Counts | null = null;

function bucketText(counts: Counts, at: number | null, zone: Zone): string {
  if (at === null || at >= counts.starts.length) return plural(counts.total, "line");
  const levels = counts.levels.filter((l) => l.counts[at]! > 0).map((l) => `${l.level} ${l.counts[at]!}`);
  return `${instantText(counts.starts[at]!, zone)}: ${levels.join(", ") || "no lines"}`;
}

function top(counts: Counts): number {
  let max = 1;
  for (let k = 0; k < counts.starts.length; k++)
    max = Math.max(
      max,
      counts.levels.reduce((n, l) => n + l.counts[k]!, 0),
    );
  return max;
}

/** Cumulative sums, the whole first: lower bars are drawn over higher ones. Worst levels lie at the bottom. */
function stack(counts: Counts): uPlot.AlignedData {
  const sums = new Array<number>(counts.starts.length).fill(0);
  const layers = counts.levels.map((l) => {
    for (let k = 0; k < sums.length; k++) sums[k]! += l.counts[k]!;
    return sums.map((n) => (n === 0 ? null : n));
  });
  return [[...counts.starts], ...layers.reverse()];
}

function optionsFor(element: HTMLElement, counts: Counts, zone: Zone): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const levels: Level[] = LEVELS.filter((l) => counts.levels.some((c) => c.level === l)).reverse();
  current = counts;
  return {
    width: element.clientWidth || 600,
    height: PLOT_HEIGHT,
    ms: 1,
    legend: { show: false },
    padding: [6, 20, 0, 0],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: 4 },
    },
    scales: {
      x: { time: true, range: () => [current!.from, current!.to] },
      y: { range: () => [0, top(current!) * 1.05] },
    },
    axes: [
      {
        stroke: colour("--muted"),
        font: `11px ${colour("--sans")}`,
        size: 20,
        gap: 2,
        space: 90,
        grid: { show: false },
        ticks: { stroke: colour("--line"), width: 1, size: 3 },
        splits: (_plot, _axis, min, max, _incr, space) =>
          timeSplits(min, max, Math.max(2, Math.floor((element.clientWidth || 600) / Math.max(space, 90))), zone),
        values: (_plot, splits) => splits.map((at) => tickText(at, splits, zone)),
      },
      {
        stroke: colour("--muted"),
        font: `11px ${colour("--sans")}`,
        size: 44,
        gap: 4,
        grid: { stroke: colour("--line-faint"), width: 1 },
        ticks: { show: false },
        splits: (_plot, _axis, _min, max) => [0, niceHalf(max)],
        values: (_plot, splits) => splits.map((n) => (n === 0 ? "" : count(n))),
      },
    ],
    series: [
      {},
      ...levels.map((level) => ({
        fill: colour(`--bar-${level}`),
        width: 0,
        points: { show: false },
        paths: uPlot.paths.bars!({ size: [0.86, 60, 1], align: 1 }),
      })),
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const left = plot.cursor.left ?? -1;
          if (left < 0 || current === null) {
            if (!byKeyboard) bucket.value = null;
            return;
          }
          byKeyboard = false;
          const index = Math.floor((plot.posToVal(left, "x") - current.starts[0]!) / current.step);
          bucket.value = index >= 0 && index < current.starts.length ? index : null;
        },
      ],
      setSelect: [
        (plot) => {
          if (plot.select.width < 4 || current === null) return;
          const from = plot.posToVal(plot.select.left, "x");
          const to = plot.posToVal(plot.select.left + plot.select.width, "x");
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          setRange(snapped(from, to, current.step));
        },
      ],
    },
  };
}

/** To whole buckets, so that the bars that were meant are in it whole. */
function snapped(from: number, to: number, step: number): { kind: "absolute"; from: number; to: number } {
  const start = current!.starts[0]!;
  const first = Math.floor((from - start) / step);
  const last = Math.ceil((to - start) / step);
  return { kind: "absolute", from: start + first * step, to: start + Math.max(last, first + 1) * step };
}

const TICKS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((n) => n * MINUTE),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

function timeSplits(min: number, max: number, most: number, zone: Zone): number[] {
  const step = TICKS.find((t) => (max - min) / t <= most) ?? 364 * DAY;
  const shift = zone === "utc" ? 0 : -new Date(min).getTimezoneOffset() * MINUTE;
  const splits: number[] = [];
  for (let at = Math.ceil((min + shift) / step) * step - shift; at <= max; at += step) splits.push(at);
  return splits;
}

function tickText(at: number, all: readonly number[], zone: Zone): string {
  const step = all.length > 1 ? all[1]! - all[0]! : MINUTE;
  if (step >= DAY) return dateText(at, zone).slice(5);
  const clock = clockText(at, zone, step < SECOND ? "milli" : step < MINUTE ? "second" : "minute");
  return clock === "00:00" ? dateText(at, zone).slice(5) : clock;
}

function niceHalf(max: number): number {
  const unit = 10 ** Math.floor(Math.log10(max));
  for (const factor of [8, 6, 5, 4, 3, 2, 1.5, 1, 0.5])
    if (unit * factor <= max * 0.96 && Number.isInteger(unit * factor)) return unit * factor;
  return Math.max(1, Math.floor(max));
}
