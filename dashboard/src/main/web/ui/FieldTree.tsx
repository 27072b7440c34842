import { useState } from "preact/hooks";
import { count } from "../model/format.ts";
import { ExactNumber, parseRecord, valueText, type Value } from "../model/line.ts";
import { fieldTerm, hasTerm } from "../model/logsql.ts";
import { segmentsOf, visibleText } from "../model/segments.ts";
import { copy } from "../state/notice.ts";
import { filterValue } from "../state/search.ts";
import { highlights, view } from "../state/view.ts";
import { Button } from "./Button.tsx";
import { Text } from "./Text.tsx";

const FIRST_FIELDS = 100;
const MAX_FIELDS = 5000;
const MAX_VALUE_CHARS = 4000;
const MAX_DEPTH = 20;

/** The fields of a line, each with its filters; values that hold JSON can be opened. */
export function FieldTree({ record }: { record: { [key: string]: Value } }) {
  const [shown, setShown] = useState(FIRST_FIELDS);
  const entries = Object.entries(record).filter(([name]) => name !== "_msg");
  return (
    <>
      <dl class="tree">
        {entries.slice(0, shown).map(([name, value]) => (
          <Entry key={name} name={name} value={value} />
        ))}
      </dl>
      {entries.length > shown && (
        <button type="button" class="button" onClick={() => setShown(MAX_FIELDS)}>
          Show all {count(entries.length)} fields
        </button>
      )}
    </>
  );
}

function Entry({ name, value }: { name: string; value: Value }) {
  const text = valueText(value);
  const label = visibleText(name, 300);
  const query = view.value.query;
  const kept = hasTerm(query, fieldTerm(name, text, false));
  const dropped = hasTerm(query, fieldTerm(name, text, true));
  const inner = nestedValue(value);
  const patterns = highlights.value.filter((h) => h.field === name).map((h) => h.pattern);
  return (
    <div class="entry">
      <dt title={label}>{label}</dt>
      <dd>
        {inner === null ? (
          <span class={`value-${kindOf(value)}`}>
            <Text segments={segmentsOf(text, { patterns, maxChars: MAX_VALUE_CHARS, multiline: true })} />
          </span>
        ) : (
          <Node value={inner} depth={0} />
        )}
      </dd>
      <div class="entry-acts">
        {name !== "_time" && (
          <>
            <Button
              label={kept ? "Remove this filter" : `Only ${label} with this value`}
              icon="plus"
              pressed={kept}
              class="quiet tiny"
              onClick={() => filterValue(name, text, false)}
            />
            <Button
              label={dropped ? "Remove this filter" : `Without ${label} of this value`}
              icon="minus"
              pressed={dropped}
              class="quiet tiny"
              onClick={() => filterValue(name, text, true)}
            />
          </>
        )}
        <Button
          label={`Copy the value of ${label}`}
          icon="copy"
          class="quiet tiny"
          onClick={() => void copy(text, "Value")}
        />
      </div>
    </div>
  );
}

/** Arrays and objects, also those kept as JSON text. */
function nestedValue(value: Value): Value[] | { [key: string]: Value } | null {
  if (typeof value === "object" && value !== null && !(value instanceof ExactNumber)) return value;
  if (typeof value !== "string" || !/^\s*(\{.*\}|\[.*\])\s*$/s.test(value) || value.length > 200_000) return null;
  const wrapped = parseRecord(`{"v":${value}}`);
  const inner = wrapped["v"];
  return typeof inner === "object" && inner !== null && !(inner instanceof ExactNumber) ? inner : null;
}

function Node({ value, depth }: { value: Value; depth: number }) {
  const [open, setOpen] = useState(depth < 1);
  if (typeof value !== "object" || value === null || value instanceof ExactNumber) {
    return (
      <span class={`value-${kindOf(value)}`}>
        <Text
          segments={segmentsOf(value === null ? "null" : valueText(value), {
            patterns: [],
            maxChars: MAX_VALUE_CHARS,
            multiline: true,
          })}
        />
      </span>
    );
  }
  const entries = Array.isArray(value) ? value.map((v, k) => [String(k), v] as const) : Object.entries(value);
  const summary = Array.isArray(value) ? `[${count(entries.length)}]` : `{${count(entries.length)}}`;
  if (entries.length === 0 || depth >= MAX_DEPTH) return <span>{Array.isArray(value) ? "[ ]" : summary}</span>;
  return (
    <>
      <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "▾" : "▸"} {summary}
      </button>
      {open && (
        <ul class="node">
          {entries.slice(0, FIRST_FIELDS).map(([name, inner]) => (
            <li key={name}>
              <span class="node-key">{visibleText(name, 200)}</span> <Node value={inner} depth={depth + 1} />
            </li>
          ))}
          {entries.length > FIRST_FIELDS && (
            <li class="muted">{count(entries.length - FIRST_FIELDS)} more: see JSON</li>
          )}
        </ul>
      )}
    </>
  );
}

function kindOf(value: Value): string {
  if (value instanceof ExactNumber || typeof value === "number") return "number";
  if (typeof value === "boolean" || value === null) return "constant";
  return "text";
}
