import { goneSince } from "../state/connection.ts";
import { retry } from "../state/search.ts";

export function Gone() {
  if (goneSince.value === null) return null;
  return (
    <div class="banner" role="alert">
      <strong>{location.host} does not answer.</strong> What you see is from before. Trying again every second.
      <button type="button" class="button" onClick={retry}>
        Try now
      </button>
    </div>
  );
}
