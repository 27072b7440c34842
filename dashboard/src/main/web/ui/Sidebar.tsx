import { signal } from "@preact/signals";
import { count, percent, shortCount } from "../model/format.ts";
import { fieldTerm, hasTerm } from "../model/logsql.ts";
import { visibleText } from "../model/segments.ts";
import { counting, fields, histogram, openFields, toggleField, topValues } from "../state/counts.ts";
import { filterValue } from "../state/search.ts";
import { view } from "../state/view.ts";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { toggleSidebar } from "./Bar.tsx";
import { isNarrow } from "../state/settings.ts";

const HIDDEN = new Set(["_time", "_stream", "_stream_id"]);
const SEARCHABLE_FROM = 12;
const MAX_SHOWN = 300;
const narrowBy = signal("");

export function Sidebar() {
  const all = (fields.value ?? []).filter((f) => !HIDDEN.has(f.value));
  const wanted = narrowBy.value.toLowerCase();
  const shown = all.filter((f) => f.value.toLowerCase().includes(wanted));
  const total = Math.max(histogram.value?.total ?? 0, ...(fields.value ?? []).map((f) => f.hits), 0);
  return (
    <aside class={`sidebar ${counting.value ? "busy" : ""}`} aria-label="Fields">
      <div class="sidebar-head">
        <h2>Fields</h2>
        <span class="muted">{fields.value === null ? "" : count(all.length)}</span>
        {isNarrow.value && <Button label="Hide fields" hotkey="f" icon="close" class="quiet" onClick={toggleSidebar} />}
      </div>
      {all.length >= SEARCHABLE_FROM && (
        <input
          class="input"
          placeholder="Find a field"
          aria-label="Find a field"
          value={narrowBy.value}
          onInput={(e) => (narrowBy.value = e.currentTarget.value)}
        />
      )}
      {fields.value === null ? (
        <p class="muted pad">{counting.value ? "Reading the fields …" : "No fields to show."}</p>
      ) : (
        <ul class="fields">
          {shown.slice(0, MAX_SHOWN).map((f) => (
            <Field key={f.value} name={f.value} hits={f.hits} total={total} />
          ))}
        </ul>
      )}
      {shown.length > MAX_SHOWN && (
        <p class="muted pad">{count(shown.length - MAX_SHOWN)} more: narrow the list above.</p>
      )}
      {fields.value !== null && shown.length === 0 && (
        <p class="muted pad">{all.length === 0 ? "No fields in these lines." : "No field has that in its name."}</p>
      )}
    </aside>
  );
}

function Field({ name, hits, total }: { name: string; hits: number; total: number }) {
  const open = openFields.value.has(name);
  const label = visibleText(name, 120);
  return (
    <li>
      <button
        type="button"
        class="field"
        aria-expanded={open}
        onClick={() => toggleField(name)}
        title={`${label}: in ${count(hits)} lines`}
      >
        <Icon name={open ? "down" : "right"} />
        <span class="field-name">{label}</span>
        <span class="muted num">{percent(hits, total)}</span>
      </button>
      {open && <Values name={name} total={hits} />}
    </li>
  );
}

function Values({ name, total }: { name: string; total: number }) {
  const values = topValues.value.get(name);
  if (values === undefined || values === null) return <p class="muted pad values-note">Counting values …</p>;
  if (values.length === 0) return <p class="muted pad values-note">No values.</p>;
  const most = Math.max(...values.map((v) => v.hits), 1);
  return (
    <ul class="values">
      {values.map((v) => (
        <Value key={v.value} field={name} value={v.value} hits={v.hits} most={most} total={total} />
      ))}
    </ul>
  );
}

function Value({
  field,
  value,
  hits,
  most,
  total,
}: {
  field: string;
  value: string;
  hits: number;
  most: number;
  total: number;
}) {
  const query = view.value.query;
  const label = value === "" ? "(empty)" : visibleText(value, 200);
  const kept = hasTerm(query, fieldTerm(field, value, false));
  const dropped = hasTerm(query, fieldTerm(field, value, true));
  return (
    <li class="value">
      <progress class="value-bar" max={most} value={hits} aria-hidden="true" />
      <span class="value-text" title={label}>
        {label}
      </span>
      <span
        class="muted num"
        title={`${count(hits)} lines${total > 0 ? `, ${percent(hits, total)} of those with this field` : ""}`}
      >
        {shortCount(hits)}
      </span>
      <span class="value-acts">
        <Button
          label={kept ? `Remove the filter on ${label}` : `Only ${field} = ${label}`}
          icon="plus"
          pressed={kept}
          class="quiet tiny"
          onClick={() => filterValue(field, value, false)}
        />
        <Button
          label={dropped ? `Remove the filter on ${label}` : `Without ${field} = ${label}`}
          icon="minus"
          pressed={dropped}
          class="quiet tiny"
          onClick={() => filterValue(field, value, true)}
        />
      </span>
    </li>
  );
}
