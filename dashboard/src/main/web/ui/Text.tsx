import type { Segment } from "../model/segments.ts";

/** Segments as text nodes. The only way that text from a log gets onto the page. */
export function Text({ segments }: { segments: readonly Segment[] }) {
  return (
    <>
      {segments.map((s, k) =>
        s.classes === "" ? (
          s.text
        ) : s.classes.startsWith("hit") ? (
          <mark key={k} class={s.classes}>
            {s.text}
          </mark>
        ) : (
          <span key={k} class={s.classes}>
            {s.text}
          </span>
        ),
      )}
    </>
  );
}
