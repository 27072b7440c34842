// Queries that were run in this browser, the latest first.

const KEY = "cordwood.history";
const MAX_ENTRIES = 50;
const MAX_CHARS = 2000;

export function recent(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter((q): q is string => typeof q === "string").slice(0, MAX_ENTRIES) : [];
  } catch {
    return [];
  }
}

export function remember(query: string): void {
  if (query.trim() === "" || query.length > MAX_CHARS) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([query, ...recent().filter((q) => q !== query)].slice(0, MAX_ENTRIES)));
  } catch {
    // Storage may be forbidden or full; then nothing is remembered.
  }
}
