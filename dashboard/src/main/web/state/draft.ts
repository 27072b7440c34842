import { computed, signal } from "@preact/signals";
import * as api from "../api/client.ts";
import { problem } from "./results.ts";
import { draft, view } from "./view.ts";

const PAUSE_MILLIS = 350;

/** What is wrong with the text in the search box, as far as the server looked. */
const checked = signal<{ readonly text: string; readonly problem: api.QueryProblem | null } | null>(null);

let timer = 0;
let running = new AbortController();

/** Asks the server about a text once its writer pauses. */
export function checkDraft(text: string): void {
  clearTimeout(timer);
  running.abort();
  if (text.trim() === "") {
    checked.value = { text, problem: null };
    return;
  }
  timer = window.setTimeout(() => {
    const mine = (running = new AbortController());
    api.parse(text, mine.signal).then(
      (found) => (checked.value = { text, problem: found }),
      () => undefined,
    );
  }, PAUSE_MILLIS);
}

export const problemOfDraft = computed((): api.QueryProblem | null => {
  const run = problem.value;
  if (run !== null && draft.value.trim() === view.value.query.trim()) {
    return { error: run.message, position: run.position, suggestion: run.suggestion };
  }
  return checked.value?.text === draft.value ? checked.value.problem : null;
});
