import { visibleText } from "../model/segments.ts";
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

function Trouble() {
  const status = serverStatus.value;
  if (status === null) return null;
  return (
    <>
      {status.refusal !== "" && (
        <div class="banner" role="alert">
          <strong>No new lines are stored.</strong> {visibleText(status.refusal, 500)}
        </div>
      )}
      {status.problems.length > 0 && (
        <div class="banner" role="alert">
          <strong>Part of the store is damaged; the rest is shown.</strong> {visibleText(status.problems[0]!, 500)}
          {status.problems.length > 1 && ` (and ${status.problems.length - 1} more)`}
        </div>
      )}
    </>
  );
}
