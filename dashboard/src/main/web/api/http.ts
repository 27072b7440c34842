/** What the server answered instead of a result. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** Index in the query, when the query is at fault. */
    readonly position: number | null = null,
    /** A query that works. */
    readonly suggestion: string | null = null,
  ) {
    super(message);
  }
}

/** The server did not answer at all. */
export class Unreachable extends Error {}

export type Params = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export function form(params: Params): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue;
    if (typeof value === "object") for (const item of value) body.append(name, item);
    else body.append(name, String(value));
  }
  return body;
}

export async function post(path: string, params: Params, signal: AbortSignal): Promise<Response> {
  return checked(() =>
    fetch(path, { method: "POST", body: form(params), signal, headers: { Accept: "application/json" } }),
  );
}

export async function getJson(path: string, params: Params, signal: AbortSignal): Promise<unknown> {
  const query = form(params).toString();
  const response = await checked(() =>
    fetch(query === "" ? path : `${path}?${query}`, { signal, headers: { Accept: "application/json" } }),
  );
  return response.json();
}

async function checked(request: () => Promise<Response>): Promise<Response> {
  let response: Response;
  try {
    response = await request();
  } catch (e) {
    if (isAbort(e)) throw e;
    throw new Unreachable("The server does not answer.");
  }
  if (response.ok) return response;
  if (response.status === 502 || response.status === 504) throw new Unreachable("The server does not answer.");
  throw errorOf(response.status, await response.text().catch(() => ""));
}

export function errorOf(status: number, body: string): ApiError {
  try {
    const parsed = JSON.parse(body) as { error?: unknown; position?: unknown; suggestion?: unknown };
    return new ApiError(
      typeof parsed.error === "string" ? parsed.error : `The server answered with status ${status}.`,
      status,
      typeof parsed.position === "number" && parsed.position >= 0 ? parsed.position : null,
      typeof parsed.suggestion === "string" && parsed.suggestion !== "" ? parsed.suggestion : null,
    );
  } catch {
    return new ApiError(body.slice(0, 300).trim() || `The server answered with status ${status}.`, status);
  }
}

export function isAbort(e: unknown): boolean {
  return e instanceof DOMException && e.name === "AbortError";
}

export interface ServerEvent {
  /** "" for rows. */
  readonly name: string;
  readonly data: string;
}

/** Server-sent events of a body, in batches as they arrive. */
export async function* events(response: Response): AsyncGenerator<ServerEvent[]> {
  let name = "";
  for await (const lines of textLines(response)) {
    const batch: ServerEvent[] = [];
    for (const line of lines) {
      if (line.startsWith("data: ")) {
        batch.push({ name, data: line.slice(6) });
        name = "";
      } else if (line.startsWith("event: ")) name = line.slice(7);
    }
    if (batch.length > 0) yield batch;
  }
}

/** The lines of a body, in batches as they arrive. */
export async function* textLines(response: Response): AsyncGenerator<string[]> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let parts: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      const pieces = text.split("\n");
      if (pieces.length > 1) {
        const lines = [parts.join("") + pieces[0]!, ...pieces.slice(1, -1)].filter((line) => line !== "");
        parts = [];
        if (lines.length > 0) yield lines;
      }
      const rest = pieces[pieces.length - 1]!;
      if (rest !== "") parts.push(rest);
      if (done) break;
    }
    const last = parts.join("");
    if (last !== "") yield [last];
  } catch (e) {
    if (isAbort(e)) throw e;
    throw new Unreachable("The connection to the server broke.");
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
