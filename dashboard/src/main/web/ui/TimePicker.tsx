import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { encodeRange, parseRange, PRESETS, rangeText, type TimeRange } from "../model/time-range.ts";
import { zoneName } from "../model/time.ts";
import { bounds, setRange } from "../state/search.ts";
import { zone } from "../state/settings.ts";
import { copy } from "../state/notice.ts";
import { view } from "../state/view.ts";
import { Button } from "./Button.tsx";

export const timePickerOpen = signal(false);
const typed = signal("");

export function toggleZone(): void {
  zone.value = zone.value === "utc" ? "local" : "utc";
}

function choose(range: TimeRange): void {
  timePickerOpen.value = false;
  setRange(range);
}

export function TimePicker() {
  const range = view.value.range;
  const open = timePickerOpen.value;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (e: Event) => {
      if (!root.current!.contains(e.target as Node)) timePickerOpen.value = false;
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  return (
    <div class="time" ref={root}>
      <Button
        label="Time range"
        hotkey="d"
        icon="clock"
        expanded={open}
        onClick={() => {
          typed.value = "";
          timePickerOpen.value = !open;
        }}
      >
        <span class="time-text">{rangeText(range, zone.value)}</span>
        {range.kind === "absolute" && <span class="muted">{zoneName(zone.value, range.from)}</span>}
      </Button>
      {open && <Popup range={range} />}
    </div>
  );
}

function Popup({ range }: { range: TimeRange }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current!.focus();
    const button = input.current!.closest(".time")!.querySelector("button");
    return () => button?.focus();
  }, []);
  const parsed = typed.value === "" ? null : parseRange(typed.value, Date.now(), zone.value);
  const current = encodeRange(range);
  return (
    <div
      class="popup"
      role="dialog"
      aria-label="Time range"
      onKeyDown={(e) => {
        if (e.key !== "Escape") return;
        e.stopPropagation();
        timePickerOpen.value = false;
      }}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (parsed !== null) choose(parsed);
        }}
      >
        <label class="field-label" for="time-input">
          Type or paste a time or a range
        </label>
        <div class="row-flex">
          <input
            id="time-input"
            ref={input}
            class="input"
            autocomplete="off"
            spellcheck={false}
            placeholder="2h, yesterday, 04:30 - 05:00, 2026-11-21T04:32Z …"
            value={typed.value}
            onInput={(e) => (typed.value = e.currentTarget.value)}
          />
          <button type="submit" class="button primary" disabled={parsed === null}>
            Apply
          </button>
        </div>
        <p class={`hint ${typed.value !== "" && parsed === null ? "bad" : ""}`} aria-live="polite">
          {typed.value === ""
            ? "Dates, clock times, Unix times, web server and syslog times, Grafana ranges"
            : parsed === null
              ? "No time in it that can be read yet"
              : `${rangeText(parsed, zone.value)}${parsed.kind === "absolute" ? ` ${zoneName(zone.value, parsed.from)}` : ""}`}
        </p>
      </form>
      <div class="presets" role="group" aria-label="Up to now">
        {PRESETS.map((p) => (
          <button
            type="button"
            class="button"
            key={p.ms}
            aria-pressed={current === encodeRange({ kind: "relative", ms: p.ms })}
            onClick={() => choose({ kind: "relative", ms: p.ms })}
          >
            {p.text}
          </button>
        ))}
        <button
          type="button"
          class="button"
          aria-pressed={range.kind === "all"}
          onClick={() => choose({ kind: "all" })}
        >
          All time
        </button>
      </div>
      <div class="row-flex popup-foot">
        <div class="segmented" role="group" aria-label="Time zone">
          {(["local", "utc"] as const).map((z) => (
            <button
              type="button"
              class="button"
              key={z}
              aria-pressed={zone.value === z}
              onClick={() => (zone.value = z)}
              title="Switch the time zone (z)"
            >
              {z === "utc" ? "UTC" : `Local, ${zoneName("local", Date.now())}`}
            </button>
          ))}
        </div>
        <Button
          label="Copy this range"
          icon="copy"
          onClick={() => void copy(copyText(range), "Time range")}
          class="quiet"
        />
      </div>
    </div>
  );
}

function copyText(range: TimeRange): string {
  const limits = bounds.value;
  return limits === null ? "all" : encodeRange({ kind: "absolute", ...limits }) || encodeRange(range);
}
