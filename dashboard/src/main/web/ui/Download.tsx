import { form } from "../api/http.ts";
import { lastBefore } from "../model/time.ts";
import { bounds } from "../state/search.ts";
import { view } from "../state/view.ts";
import { Icon } from "./Icon.tsx";

/** Everything that matches, without the list's limits, as JSON lines. */
export function Download() {
  const { query } = view.value;
  const limits = bounds.value;
  const params = form({
    query: query.trim() === "" ? "*" : query,
    start: limits === null ? undefined : new Date(limits.from).toISOString(),
    end: limits === null ? undefined : lastBefore(limits.to),
    typed: 1,
  });
  return (
    <a
      class="button icon-only quiet"
      href={`./select/logsql/query?${params.toString()}`}
      download="cordwood.jsonl"
      title="Download all that match as JSON lines"
      aria-label="Download all that match as JSON lines"
    >
      <Icon name="download" />
    </a>
  );
}
