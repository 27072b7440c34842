import { useEffect, useMemo, useRef } from "preact/hooks";
import { parseRecord, valueText, ExactNumber, type Line, type Value } from "../model/line.ts";
import { visibleText } from "../model/segments.ts";
import { readMore } from "../state/results.ts";
import { useVirtual } from "./virtual.ts";

const ROW_PIXELS = 24;
const MAX_COLUMNS = 50;
const ROWS_FOR_COLUMNS = 200;
const MAX_CELL_CHARS = 300;

/** Results of `stats`, `top` and the like. */
export function Table({ rows }: { rows: readonly Line[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const virtual = useVirtual({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 50) void readMore();
  }, [last, rows.length]);
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0);
  return (
    <div class="table-scroll" ref={scroller} tabIndex={0} aria-label="Result table">
      <table class="table">
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.name} scope="col" class={c.numeric ? "numeric" : ""}>
                {visibleText(c.name, 100)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: `${before}px`, padding: 0 }} />
            </tr>
          )}
          {items.map((item) => {
            const record = parseRecord(rows[item.index]!.raw);
            return (
              <tr key={item.index}>
                {columns.map((c) => (
                  <td key={c.name} class={c.numeric ? "numeric num" : ""}>
                    {visibleText(valueText(record[c.name]), MAX_CELL_CHARS)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && (
            <tr aria-hidden="true">
              <td colSpan={columns.length} style={{ height: `${after}px`, padding: 0 }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface Column {
  readonly name: string;
  readonly numeric: boolean;
}

function columnsOf(rows: readonly Line[]): Column[] {
  const numeric = new Map<string, boolean>();
  const names: string[] = [];
  for (const row of rows.slice(0, ROWS_FOR_COLUMNS)) {
    const record = Object.entries(parseRecord(row.raw));
    record.forEach(([name, value], k) => {
      if (!numeric.has(name)) {
        if (names.length >= MAX_COLUMNS) return;
        // Rows lack fields that are empty: a later one goes before what follows it in its row.
        const next = record.slice(k + 1).find(([other]) => numeric.has(other));
        names.splice(next === undefined ? names.length : names.indexOf(next[0]), 0, name);
      }
      numeric.set(name, (numeric.get(name) ?? true) && isNumeric(value));
    });
  }
  return names.map((name) => ({ name, numeric: numeric.get(name)! }));
}

function isNumeric(value: Value): boolean {
  return (
    typeof value === "number" ||
    value instanceof ExactNumber ||
    (typeof value === "string" && /^(-?\d+(\.\d+)?|NaN)$/.test(value))
  );
}
