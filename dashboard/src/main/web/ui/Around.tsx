import { useEffect, useState } from "preact/hooks";
import { isAbort } from "../api/http.ts";
import { count } from "../model/format.ts";
import { viewOf, type Line } from "../model/line.ts";
import { segmentsOf } from "../model/segments.ts";
import { clockText } from "../model/time.ts";
import { linesAround } from "../state/around.ts";
import { zone } from "../state/settings.ts";
import { Text } from "./Text.tsx";

const FIRST = 10;
const MOST = 200;

/** The lines before and after one, from the same stream, whatever the query. */
export function Around({ line }: { line: Line }) {
  const [each, setEach] = useState(FIRST);
  const [found, setFound] = useState<readonly Line[] | null>(null);
  const [failure, setFailure] = useState("");
  useEffect(() => {
    const abort = new AbortController();
    linesAround(line, each, abort.signal).then(setFound, (e: unknown) => {
      if (!isAbort(e)) setFailure(e instanceof Error ? e.message : String(e));
    });
    return () => abort.abort();
  }, [line, each]);
  if (failure !== "") return <p class="pad">{failure}</p>;
  if (found === null) return <p class="muted pad">Reading the lines around this one …</p>;
  const more = each < MOST && (
    <button type="button" class="button" onClick={() => setEach(Math.min(MOST, each * 4))}>
      {count(Math.min(MOST, each * 4))} lines each way
    </button>
  );
  return (
    <div class="around">
      <p class="muted pad">Same stream, newest first. {more}</p>
      <ol>
        {found.map((one) => {
          const view = viewOf(one);
          return (
            <li
              key={one.id}
              class={`around-line lvl-${view.level} ${one.raw === line.raw ? "current" : ""}`}
              aria-current={one.raw === line.raw}
            >
              <span class="row-time num">{clockText(view.ms, zone.value)}</span>{" "}
              <Text segments={segmentsOf(view.message, { patterns: [], maxChars: 1000, multiline: true })} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
