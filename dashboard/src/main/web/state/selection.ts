import { computed, signal } from "@preact/signals";
import type { Line } from "../model/line.ts";

/** The line the keyboard is at. */
export const cursor = signal<Line | null>(null);
/** Its details are open. */
export const detailsOpen = signal(false);
export const selected = computed(() => (detailsOpen.value ? cursor.value : null));

export function open(line: Line): void {
  cursor.value = line;
  detailsOpen.value = true;
}

export function closeDetails(): void {
  detailsOpen.value = false;
}
