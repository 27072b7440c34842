import { computed, signal } from "@preact/signals";
import { highlightsOf } from "../model/highlight.ts";
import { splitPipes } from "../model/logsql.ts";
import { decodeView, encodeView, type View } from "./address.ts";

/** What is looked at: the one state that is shared by its address. */
export const view = signal<View>(decodeView(typeof location === "undefined" ? "" : location.search));

/** What stands in the search box; becomes the view's query on Enter. */
export const draft = signal(view.value.query);

export const parts = computed(() => splitPipes(view.value.query));

/** The filter without pipes, never empty: what counts and fields are asked for. */
export const filter = computed(() => parts.value.filter || "*");

export const highlights = computed(() => highlightsOf(view.value.query));

/** Changes the view; a new entry in the browser's history unless told otherwise. */
export function setView(change: Partial<View>, how: "push" | "replace" = "push"): void {
  const next = { ...view.peek(), ...change };
  const address = encodeView(next);
  if (address !== encodeView(view.peek())) {
    const url = `${location.pathname}${address}`;
    if (how === "push") history.pushState(null, "", url);
    else history.replaceState(null, "", url);
  }
  view.value = next;
  draft.value = next.query;
  document.title = next.query === "" ? "Cordwood" : `${next.query.slice(0, 80)} · Cordwood`;
}

/** The back and forward buttons. */
export function followAddress(changed: () => void): void {
  addEventListener("popstate", () => {
    view.value = decodeView(location.search);
    draft.value = view.value.query;
    changed();
  });
}
