import { computed, signal } from "@preact/signals";
import { status, type Status } from "../api/client.ts";
import { ApiError, Unreachable } from "../api/http.ts";

const CALM_MILLIS = 10_000;
const EAGER_MILLIS = 1_000;
const REQUEST_MILLIS = 5_000;

export const serverStatus = signal<Status | null>(null);
/** When the server stopped answering; null while it answers. */
export const goneSince = signal<number | null>(null);
export const nothingStored = computed(() => serverStatus.value?.rows === 0);

let timer = 0;
let onReturn: () => void = () => undefined;
let onFirstLine: () => void = () => undefined;

/** Asks the server for its state from now on: rarely, and every second while it is gone or empty. */
export async function watchServer(returned: () => void, firstLine: () => void): Promise<void> {
  onReturn = returned;
  onFirstLine = firstLine;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void ask();
  });
  await ask();
}

export function reportGone(): void {
  if (goneSince.value !== null) return;
  goneSince.value = Date.now();
  schedule(EAGER_MILLIS);
}

export async function ask(): Promise<void> {
  clearTimeout(timer);
  const wasEmpty = nothingStored.value;
  const wasGone = goneSince.value !== null;
  try {
    serverStatus.value = await status(AbortSignal.timeout(REQUEST_MILLIS));
    goneSince.value = null;
    if (wasGone) onReturn();
    else if (wasEmpty && !nothingStored.value) onFirstLine();
  } catch (e) {
    // An error answer is still an answer.
    if (!(e instanceof ApiError)) reportGone();
    else if (wasGone) goneSince.value = null;
  }
  schedule(goneSince.value !== null || nothingStored.value ? EAGER_MILLIS : CALM_MILLIS);
}

function schedule(ms: number): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (document.visibilityState === "visible" || goneSince.value !== null) void ask();
    else schedule(ms);
  }, ms);
}

/** Turns "no answer" into the state above; everything else goes to the caller. */
export function noteFailure(e: unknown): boolean {
  if (!(e instanceof Unreachable)) return false;
  reportGone();
  return true;
}
