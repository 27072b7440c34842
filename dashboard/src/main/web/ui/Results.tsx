import { useEffect, useState } from "preact/hooks";
import { bytes, count, duration, plural } from "../model/format.ts";
import { dateText, lineMillis, zoneName } from "../model/time.ts";
import { histogram } from "../state/counts.ts";
import { goneSince } from "../state/connection.ts";
import { away, heldCount, liveState, lostCount, paused, release } from "../state/live.ts";
import {
  complete,
  isTable,
  lines,
  MAX_LINES,
  phase,
  problem,
  stale,
  outcome,
  progress,
  startedAt,
  stopped,
  tookMillis,
} from "../state/results.ts";
import { stop } from "../state/search.ts";
import { wrap, wrapped, zone } from "../state/settings.ts";
import { parts, view } from "../state/view.ts";
import { Button } from "./Button.tsx";
import { Download } from "./Download.tsx";
import { LineList, topTime } from "./LineList.tsx";
import { NothingFound } from "./NothingFound.tsx";
import { Table } from "./Table.tsx";
import { toggleZone } from "./TimePicker.tsx";

const SHOW_WAIT_AFTER_MILLIS = 100;

export function toggleWrap(): void {
  wrap.value = wrapped() ? "off" : "on";
}

export function togglePause(): void {
  if (liveState.value === "off") return;
  if (paused.value || away.value) release();
  else paused.value = true;
}

/** The lines, with what is known about them above. */
export function Results() {
  const list = lines.value;
  const empty = list.length === 0 && phase.value !== "searching" && problem.value === null && goneSince.value === null;
  return (
    <main class={`results ${stale.value ? "stale" : ""}`}>
      <div class="results-head">
        {!isTable.value && list.length > 0 && (
          <button
            type="button"
            class="day-button num"
            title="Switch between local time and UTC (z)"
            onClick={toggleZone}
          >
            {topTime.value !== "" ? dateText(lineMillis(topTime.value), zone.value) : "Time"}{" "}
            <span class="muted">
              {zoneName(zone.value, topTime.value === "" ? Date.now() : lineMillis(topTime.value))}
            </span>
          </button>
        )}
        <State />
        <span class="grow" />
        {liveState.value !== "off" && (
          <Button
            label={paused.value ? "Go on" : "Pause"}
            hotkey="p"
            icon={paused.value ? "play" : "pause"}
            pressed={paused.value}
            onClick={togglePause}
            class="quiet"
          >
            {paused.value ? "Paused" : "Pause"}
          </Button>
        )}
        <Button
          label={wrapped() ? "Cut long lines" : "Wrap long lines"}
          hotkey="w"
          icon="wrap"
          pressed={wrapped()}
          onClick={toggleWrap}
          class="quiet"
        />
        <Download />
      </div>
      {heldCount.value > 0 && (
        <button type="button" class="new-lines" onClick={release} title="Show them and follow again (p)">
          {plural(heldCount.value, "new line")}
          {lostCount.value > 0 ? ` and ${count(lostCount.value)} too many to keep` : ""}
        </button>
      )}
      {problem.value !== null && list.length === 0 && problem.value.position === null && (
        <p class="failure">{problem.value.message}</p>
      )}
      {empty && liveState.value === "off" && <NothingFound />}
      {empty && liveState.value !== "off" && (
        <p class="failure muted">Nothing yet. New lines appear here as they arrive.</p>
      )}
      {list.length === 0 && phase.value === "searching" && <Waiting />}
      {list.length > 0 && (isTable.value ? <Table rows={list} /> : <LineList lines={list} />)}
    </main>
  );
}

/** One honest sentence on what is shown. */
function State() {
  const shown = lines.value.length;
  const total = histogram.value?.total ?? null;
  let text = "";
  if (problem.value !== null) text = shown > 0 ? "What you see is from the search before" : "";
  else if (stopped.value) text = `Stopped at ${plural(shown, "line")}; there may be more`;
  else if (phase.value === "searching" && shown === 0) text = "";
  else if (isTable.value) text = plural(shown, "row") + (complete.value ? "" : " so far");
  else if (shown > 0) {
    const whole = parts.value.pipes === "" && !view.value.live;
    const all = total !== null && whole ? ` of ${count(Math.max(total, shown))}` : "";
    if (!complete.value || !whole) text = `${count(shown)}${all} lines read`;
    else text = shown === 1 ? "The only line" : `All ${plural(shown, "line")}`;
    if (shown > 1) text += ", newest first";
    if (shown >= MAX_LINES) text += "; narrow the time or download to see more";
  }
  return (
    <span class="muted state" role="status">
      {text}
      {phase.value === "paging" && " · reading older lines …"}
      {liveState.value === "connecting" && " · connecting …"}
      {tookMillis.value !== null && shown > 0 && liveState.value === "off" && (
        <span
          class="took"
          title={
            outcome.value === null
              ? undefined
              : `The server took ${duration(outcome.value.elapsedMillis)}, looked at ${plural(outcome.value.rowsScanned, "row")} and read ${bytes(outcome.value.bytesScanned)}`
          }
        >
          {" "}
          · {duration(tookMillis.value)}
        </span>
      )}
    </span>
  );
}

function Waiting() {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const waited = now - startedAt.value;
  if (waited < SHOW_WAIT_AFTER_MILLIS) return null;
  return (
    <p class="failure" role="status">
      Searching for {duration(waited)}
      {progress.value !== null &&
        `: ${count(progress.value.blocksDone)} of ${plural(progress.value.blocksTotal, "block")}, ${bytes(progress.value.bytesScanned)} read, ${plural(progress.value.rowsMatched, "line matches", "lines match")} so far`}{" "}
      …{" "}
      <button type="button" class="button" onClick={stop} title="Stop (Esc)">
        Stop
      </button>
    </p>
  );
}
