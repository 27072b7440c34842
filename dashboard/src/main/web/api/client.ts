import { getJson, post, textLines } from "./http.ts";

/** A query and its bounds in time; the end is not part of it. */
export interface Scope {
  readonly query: string;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
}

export interface Series {
  readonly value: string;
  readonly total: number;
  /** Bucket start in milliseconds to number of lines. */
  readonly buckets: ReadonlyMap<number, number>;
}

export interface ValueHits {
  readonly value: string;
  readonly hits: number;
}

export interface Completion {
  readonly label: string;
  readonly detail: string;
  readonly kind: string;
  readonly insert: string;
  readonly from: number;
  readonly to: number;
}

export interface QueryProblem {
  readonly error: string;
  readonly position: number | null;
  readonly suggestion: string | null;
}

export async function* queryLines(
  scope: Scope,
  limit: number,
  signal: AbortSignal,
  offset = 0,
): AsyncGenerator<string[]> {
  const response = await post(
    "/select/logsql/query",
    { ...scope, limit, offset: offset === 0 ? undefined : offset, typed: 1 },
    signal,
  );
  yield* textLines(response);
}

/** The numbers of a `stats` query without a time bucket; one record a row. */
export async function queryRecords(scope: Scope, signal: AbortSignal): Promise<Record<string, unknown>[]> {
  const response = await post("/select/logsql/query", { ...scope, typed: 1 }, signal);
  const records: Record<string, unknown>[] = [];
  for await (const lines of textLines(response))
    for (const line of lines) records.push(JSON.parse(line) as Record<string, unknown>);
  return records;
}

export async function hits(scope: Scope, field: string | null, stepMs: number, signal: AbortSignal): Promise<Series[]> {
  const response = await post(
    "/select/logsql/hits",
    { ...scope, step: `${stepMs}ms`, field: field ?? undefined },
    signal,
  );
  const body = (await response.json()) as {
    hits?: { fields?: Record<string, string>; timestamps?: string[]; values?: number[]; total?: number }[];
  };
  return (body.hits ?? []).map((group) => ({
    value: field === null ? "" : (group.fields?.[field] ?? ""),
    total: group.total ?? (group.values ?? []).reduce((a, b) => a + b, 0),
    buckets: new Map((group.timestamps ?? []).map((time, k) => [Date.parse(time), group.values?.[k] ?? 0])),
  }));
}

async function values(
  path: string,
  params: Record<string, string | number | undefined>,
  signal: AbortSignal,
): Promise<ValueHits[]> {
  const response = await post(path, params, signal);
  const body = (await response.json()) as { values?: { value: string; hits: number }[] };
  return (body.values ?? []).map((v) => ({ value: String(v.value), hits: Number(v.hits) || 0 }));
}

export function fieldNames(scope: Scope, signal: AbortSignal): Promise<ValueHits[]> {
  return values("/select/logsql/field_names", { ...scope }, signal);
}

export function fieldValues(scope: Scope, field: string, limit: number, signal: AbortSignal): Promise<ValueHits[]> {
  return values("/select/logsql/field_values", { ...scope, field, limit }, signal);
}

export async function complete(query: string, cursor: number, signal: AbortSignal): Promise<Completion[]> {
  const body = (await getJson("/api/v1/complete", { query, cursor }, signal)) as { items?: Partial<Completion>[] };
  return (body.items ?? []).map((item) => ({
    label: item.label ?? item.insert ?? "",
    detail: item.detail ?? "",
    kind: item.kind ?? "",
    insert: item.insert ?? item.label ?? "",
    from: item.from ?? cursor,
    to: item.to ?? cursor,
  }));
}

export async function parse(query: string, signal: AbortSignal): Promise<QueryProblem | null> {
  const body = (await getJson("/api/v1/parse", { query }, signal)) as {
    error?: string;
    position?: number;
    suggestion?: string;
  };
  if (body.error === undefined) return null;
  return { error: body.error, position: body.position ?? null, suggestion: body.suggestion ?? null };
}

export interface Status {
  readonly version: string;
  /** Lines in the store; null when the server does not say. */
  readonly rows: number | null;
  readonly diskBytes: number | null;
  /** Where JSON lines are taken over TCP; "" when they are not. */
  readonly tcp: string;
  /** Why no lines are taken at the moment; "" when they are. */
  readonly refusal: string;
  /** Damage found in the store. */
  readonly problems: readonly string[];
}

export async function status(signal: AbortSignal): Promise<Status> {
  const body = (await getJson("/api/v1/status", {}, signal)) as Record<string, unknown>;
  const number = (name: string) => (typeof body[name] === "number" ? (body[name] as number) : null);
  const text = (name: string) => (typeof body[name] === "string" ? (body[name] as string) : "");
  return {
    version: text("version"),
    rows: number("rows"),
    diskBytes: number("disk_bytes"),
    tcp: text("tcp"),
    refusal: text("refusal"),
    problems: Array.isArray(body["problems"]) ? body["problems"].map(String) : [],
  };
}

/** Server-sent events of lines as they arrive. The browser reconnects by itself. */
export function tail(query: string, onLine: (raw: string) => void, onState: (open: boolean) => void): () => void {
  const source = new EventSource(`/api/v1/tail?${new URLSearchParams({ query, typed: "1" }).toString()}`);
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event: MessageEvent<string>) => onLine(event.data);
  return () => source.close();
}
