import { useState } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { count } from "../model/format.ts";
import { jsonText, parseRecord, valueText, viewOf, type Line } from "../model/line.ts";
import { segmentsOf } from "../model/segments.ts";
import { instantText, zoneName } from "../model/time.ts";
import { copy } from "../state/notice.ts";
import { linkTo } from "../state/search.ts";
import { closeDetails } from "../state/selection.ts";
import { zone } from "../state/settings.ts";
import { highlights } from "../state/view.ts";
import { Around } from "./Around.tsx";
import { Button } from "./Button.tsx";
import { FieldTree } from "./FieldTree.tsx";
import { move } from "./keys.ts";
import { Text } from "./Text.tsx";

const TABS = ["Fields", "JSON", "Around"] as const;
type Tab = (typeof TABS)[number];
const MAX_SHOWN_CHARS = 20_000;
const MAX_ALL_CHARS = 2_000_000;

let lastTab: Tab = "Fields";

/** Everything about one line, beside the lines. */
export function Details({ line }: { line: Line }) {
  const [tab, setTab] = useState<Tab>(lastTab);
  const view = viewOf(line);
  const choose = (next: Tab) => {
    lastTab = next;
    setTab(next);
  };
  return (
    <aside class="details" aria-label="Details of the line">
      <div class="details-head">
        <div class="details-title">
          <span class={`level-word lvl-${view.level}`}>{view.level === "none" ? "" : view.level}</span>
          <time class="num" dateTime={line.time} title={line.time}>
            {instantText(view.ms, zone.value)} <span class="muted">{zoneName(zone.value, view.ms)}</span>
          </time>
        </div>
        <Button label="Newer line" hotkey="k" icon="up" class="quiet" onClick={() => move(-1)} />
        <Button label="Older line" hotkey="j" icon="down" class="quiet" onClick={() => move(1)} />
        <Button label="Close the details" hotkey="Esc" icon="close" class="quiet" onClick={closeDetails} />
      </div>
      <div class="details-acts">
        <Button label="Copy the line" hotkey="c" icon="copy" onClick={() => copyLine(line)}>
          Line
        </Button>
        <Button label="Copy as JSON" hotkey="Shift+C" icon="copy" onClick={() => copyJson(line)}>
          JSON
        </Button>
        <Button label="Copy a link to this line" hotkey="y" icon="link" onClick={() => copyLink(line)}>
          Link
        </Button>
        <span class="grow" />
        <div class="segmented" role="tablist">
          {TABS.map((name) => (
            <button
              type="button"
              class="button"
              role="tab"
              aria-selected={tab === name}
              key={name}
              onClick={() => choose(name)}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div class="details-body" role="tabpanel" tabIndex={0}>
        {tab === "Fields" && (
          <>
            <LongText text={view.message} class="details-message" />
            <FieldTree record={parseRecord(line.raw)} />
          </>
        )}
        {tab === "JSON" && <LongText text={jsonText(nested(line), 2)} class="details-json" />}
        {tab === "Around" && <Around line={line} />}
      </div>
    </aside>
  );
}

export function copyLine(line: Line): void {
  const view = viewOf(line);
  const parts = [
    line.time,
    view.levelText.toUpperCase(),
    view.source?.value ?? "",
    view.message,
    ...view.fields.map(([k, v]) => `${k}=${valueText(v)}`),
  ];
  void copy(parts.filter((part) => part !== "").join(" "), "Line");
}

export function copyJson(line: Line): void {
  void copy(line.raw, "JSON");
}

export function copyLink(line: Line): void {
  void copy(linkTo(line), "Link");
}

function nested(line: Line) {
  return parseRecord(line.raw);
}

function LongText({ text, class: name }: { text: string; class: string }) {
  const all = useSignal(false);
  const patterns = highlights.value.filter((h) => h.field === null).map((h) => h.pattern);
  if (text === "") return null;
  return (
    <>
      <pre class={name}>
        <Text
          segments={segmentsOf(text, {
            patterns,
            maxChars: all.value ? MAX_ALL_CHARS : MAX_SHOWN_CHARS,
            multiline: true,
          })}
        />
      </pre>
      {text.length > MAX_SHOWN_CHARS && !all.value && (
        <button type="button" class="button" onClick={() => (all.value = true)}>
          Show all {count(text.length)} characters
        </button>
      )}
    </>
  );
}
