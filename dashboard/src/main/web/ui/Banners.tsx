import { visibleText } from "../model/segments.ts";
import { outcome } from "../state/results.ts";
import { goneSince, serverStatus } from "../state/connection.ts";
import { retry } from "../state/search.ts";

/** What everybody should know: the server is gone, takes no lines, or found damage. */
export function Banners() {
  if (goneSince.value === null) return <Trouble />;
  return (
    <div class="banner" role="alert">
      <strong>{location.host} does not answer.</strong> What you see is from before. Trying again every second.
      <button type="button" class="button" onClick={retry}>
        Try now
      </button>
    </div>
  );
}

/** Trouble of the store, and what the last search could not read. */
function Trouble() {
  const unread = outcome.value?.problems ?? [];
  const status = serverStatus.value;
  return (
    <>
      {status !== null && status.refusal !== "" && (
        <div class="banner" role="alert">
          <strong>No new lines are stored.</strong> {visibleText(status.refusal, 500)}
        </div>
      )}
      {unread.length > 0 && (
        <div class="banner" role="alert">
          <strong>Not everything could be read.</strong> {visibleText(unread[0]!, 500)}
        </div>
      )}
      {status !== null && unread.length === 0 && status.problems.length > 0 && (
        <div class="banner" role="alert">
          <strong>Part of the store is damaged; the rest is shown.</strong> {visibleText(status.problems[0]!, 500)}
          {status.problems.length > 1 && ` (and ${status.problems.length - 1} more)`}
        </div>
      )}
    </>
  );
}
