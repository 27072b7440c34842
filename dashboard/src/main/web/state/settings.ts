import { effect, signal, type Signal } from "@preact/signals";
import type { Zone } from "../model/time.ts";

// What a person likes, kept in the browser; what a person looks at is in the address bar.

function stored<T extends string>(name: string, allowed: readonly T[], fallback: T): Signal<T> {
  const key = `cordwood.${name}`;
  let initial = fallback;
  try {
    const value = localStorage.getItem(key);
    initial = allowed.find((a) => a === value) ?? fallback;
  } catch {
    // Storage may be forbidden; then nothing is remembered.
  }
  const setting = signal<T>(initial);
  effect(() => {
    const value = setting.value;
    try {
      if (value === fallback) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // As above.
    }
  });
  return setting;
}

const narrow = typeof matchMedia === "function" && matchMedia("(max-width: 700px)").matches;

export const theme = stored("theme", ["auto", "light", "dark"], "auto");
export const zone: Signal<Zone> = stored<Zone>("zone", ["local", "utc"], "local");
export const wrap = stored("wrap", ["auto", "on", "off"], "auto");
export const sidebar = stored("fields", ["auto", "open", "closed"], "auto");

export const isNarrow = signal(narrow);
if (typeof matchMedia === "function") {
  matchMedia("(max-width: 700px)").addEventListener("change", (e) => (isNarrow.value = e.matches));
}

/** On a phone a line needs several rows, and the fields would cover it. */
export const wrapped = (): boolean => (wrap.value === "auto" ? isNarrow.value : wrap.value === "on");
export const sidebarOpen = (): boolean => (sidebar.value === "auto" ? !isNarrow.value : sidebar.value === "open");

effect(() => {
  if (typeof document === "undefined") return;
  if (theme.value === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme.value;
});
