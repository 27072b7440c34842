import { errorOf, events, getJson, post, Unreachable } from "./http.ts";

/** A query and its bounds in time, both included. */
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

export interface Progress {
  readonly blocksDone: number;
  readonly blocksTotal: number;
  readonly bytesScanned: number;
  readonly rowsMatched: number;
}

/** How a query ended. */
export interface Outcome {
  readonly rowsScanned: number;
  readonly bytesScanned: number;
  readonly elapsedMillis: number;
  /** What could not be read; the answer lacks it. */
  readonly problems: readonly string[];
}

export interface Listener {
  readonly onRows: (raws: string[]) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** Runs a query and hands over its rows as JSON text while they are found. Returns only when all are there. */
export async function query(
  scope: Scope,
  page: { limit?: number; offset?: number },
  listener: Listener,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await post(
    "/api/v1/query",
    { ...scope, limit: page.limit, offset: page.offset || undefined, typed: 1 },
    signal,
  );
  for await (const batch of events(response)) {
    const raws: string[] = [];
    for (const { name, data } of batch) {
      if (name === "") raws.push(data);
      else if (name === "progress") listener.onProgress?.(progressOf(data));
      else if (name === "failure") throw errorOf(400, data);
      else if (name === "end") {
        if (raws.length > 0) listener.onRows(raws);
        return outcomeOf(data);
      }
    }
    if (raws.length > 0) listener.onRows(raws);
  }
  throw new Unreachable("The answer broke off.");
}

function progressOf(data: string): Progress {
  const body = JSON.parse(data) as Record<string, number>;
  return {
    blocksDone: body["blocks_done"] ?? 0,
    blocksTotal: body["blocks_total"] ?? 0,
    bytesScanned: body["bytes_scanned"] ?? 0,
    rowsMatched: body["rows_matched"] ?? 0,
  };
}

function outcomeOf(data: string): Outcome {
  const body = JSON.parse(data) as Record<string, unknown>;
  return {
    rowsScanned: Number(body["rows_scanned"] ?? 0),
    bytesScanned: Number(body["bytes_scanned"] ?? 0),
    elapsedMillis: Number(body["elapsed_ms"] ?? 0),
    problems: Array.isArray(body["problems"]) ? body["problems"].map(String) : [],
  };
}

/** The few rows of a `stats` query. */
export async function queryRecords(scope: Scope, signal: AbortSignal): Promise<Record<string, unknown>[]> {
  const records: Record<string, unknown>[] = [];
  await query(
    scope,
    {},
    { onRows: (raws) => records.push(...raws.map((raw) => JSON.parse(raw) as Record<string, unknown>)) },
    signal,
  );
  return records;
}

export async function hits(
  scope: Scope,
  field: string | null,
  stepMs: number,
  offsetMs: number,
  signal: AbortSignal,
): Promise<Series[]> {
  const response = await post(
    "/select/logsql/hits",
    { ...scope, step: `${stepMs}ms`, offset: offsetMs === 0 ? undefined : `${offsetMs}ms`, field: field ?? undefined },
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
  return {
    error: body.error,
    position: body.position === undefined || body.position < 0 ? null : body.position,
    suggestion: body.suggestion || null,
  };
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

export interface TailListener {
  readonly onOpen: () => void;
  readonly onRows: (raws: string[]) => void;
  /** The server let so many lines go because this side was too slow. */
  readonly onLost: (rows: number) => void;
}

/** Lines as they arrive, until the signal says stop. Never returns otherwise: a connection that ends is an error. */
export async function tail(query: string, listener: TailListener, signal: AbortSignal): Promise<never> {
  const response = await post("/api/v1/tail", { query, typed: 1 }, signal);
  listener.onOpen();
  for await (const batch of events(response)) {
    const raws = batch.filter((e) => e.name === "").map((e) => e.data);
    if (raws.length > 0) listener.onRows(raws);
    for (const { name, data } of batch)
      if (name === "lost") listener.onLost(Number((JSON.parse(data) as { rows?: number }).rows ?? 0));
  }
  throw new Unreachable("The server ended the tail.");
}
