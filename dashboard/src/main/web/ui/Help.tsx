import { useEffect, useRef } from "preact/hooks";
import { serverStatus } from "../state/connection.ts";
import { bytes, count } from "../model/format.ts";
import { helpOpen } from "../state/notice.ts";
import { setQuery } from "../state/search.ts";
import { Button } from "./Button.tsx";
import { KEYS } from "./keys.ts";

const EXAMPLES: readonly (readonly [string, string])[] = [
  ["timeout", "the word, in any case"],
  ['"connection refused"', "the phrase"],
  ["conn*", "words that begin so"],
  ["level:error", "the word in a field"],
  ['user:="Anna"', "the exact value"],
  ["status:>=500", "a number"],
  ["trace_id:*", "the field is there"],
  ["error -timeout", "one and not the other"],
  ["(error OR warn) db", "either, with a third"],
  ['~"user [0-9]+ gone"', "a regular expression"],
  ["* | stats by (level) count()", "count by a field"],
  ["error | top 10 by (service)", "most frequent values"],
];

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (helpOpen.value) dialog.current!.showModal();
    else dialog.current!.close();
  }, [helpOpen.value]);
  const status = serverStatus.value;
  return (
    <dialog
      class="help"
      ref={dialog}
      aria-label="Keys and query language"
      onClose={() => (helpOpen.value = false)}
      onClick={(e) => e.target === e.currentTarget && e.currentTarget.close()}
    >
      <div class="help-body">
        <div class="help-head">
          <h2>Keys</h2>
          <Button label="Close" hotkey="Esc" icon="close" class="quiet" onClick={() => (helpOpen.value = false)} />
        </div>
        <dl class="keys">
          {KEYS.map(([keys, what]) => (
            <div key={keys}>
              <dt>
                {keys.split(" ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h2>Queries</h2>
        <dl class="examples">
          {EXAMPLES.map(([query, what]) => (
            <div key={query}>
              <dt>
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    helpOpen.value = false;
                    setQuery(query);
                  }}
                >
                  <code>{query}</code>
                </button>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        {status !== null && (
          <p class="muted">
            Cordwood {status.version}
            {status.rows !== null && ` · ${count(status.rows)} lines`}
            {status.diskBytes !== null && ` · ${bytes(status.diskBytes)} on disk`}
          </p>
        )}
      </div>
    </dialog>
  );
}
