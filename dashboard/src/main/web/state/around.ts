import * as api from "../api/client.ts";
import { lineOf, parseRecord, valueText, type Line } from "../model/line.ts";
import { nanosecondAfter } from "../model/time.ts";

/** Up to `each` lines before and after a line in its stream, newest first, itself among them. */
export async function linesAround(line: Line, each: number, signal: AbortSignal): Promise<Line[]> {
  const id = valueText(parseRecord(line.raw)["_stream_id"]);
  const stream = id === "" ? "*" : `_stream_id:${JSON.stringify(id)}`;
  const at = line.time;
  const [older, newer] = await Promise.all([
    read({ query: stream, end: at }, each + 1, signal),
    read({ query: `${stream} | sort by (_time) | limit ${each + 1}`, start: nanosecondAfter(at) }, each + 1, signal),
  ]);
  const seen = older.some((raw) => raw === line.raw) ? older : [line.raw, ...older];
  return [...newer.slice(0, each).reverse(), ...seen].map(lineOf);
}

async function read(scope: api.Scope, limit: number, signal: AbortSignal): Promise<string[]> {
  const raws: string[] = [];
  await api.query(scope, { limit }, { onRows: (batch) => raws.push(...batch) }, signal);
  return raws;
}
