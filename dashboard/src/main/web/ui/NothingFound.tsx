import { plural } from "../model/format.ts";
import { rangeText } from "../model/time-range.ts";
import { instantText, zoneName } from "../model/time.ts";
import { explanation, type WayOut } from "../state/empty.ts";
import { setQuery, setRange } from "../state/search.ts";
import { zone } from "../state/settings.ts";
import { view } from "../state/view.ts";

/** Says why nothing is here and offers the nearest searches that find something. */
export function NothingFound() {
  const { query, range } = view.value;
  const found = explanation.value;
  const time =
    range.kind === "all"
      ? "at any time"
      : range.kind === "relative"
        ? `in the ${rangeText(range, zone.value).toLowerCase()}`
        : `in ${rangeText(range, zone.value)} ${zoneName(zone.value, range.from)}`;
  return (
    <section class="nothing">
      <h2>
        {query === "" ? "No lines" : "Nothing matches"} {time}
      </h2>
      {found !== null && found.ways.length > 0 && (
        <ul>
          {found.ways.map((way) => (
            <li key={keyOf(way)}>
              <Way way={way} />
            </li>
          ))}
        </ul>
      )}
      {found?.open === true && <p class="muted">Looking for what comes near …</p>}
      {found?.open === false && found.ways.length === 0 && (
        <p class="muted">
          {query === ""
            ? "Nothing is stored at other times either."
            : 'Nothing at other times either, and none of the filters alone is the reason. Check the spelling: words match whole words, case does not matter; part of a word is found by error* or ~"err".'}
        </p>
      )}
    </section>
  );
}

function keyOf(way: WayOut): string {
  return way.kind === "time" ? "time" : way.term;
}

function Way({ way }: { way: WayOut }) {
  if (way.kind === "time") {
    return (
      <>
        <button type="button" class="button" onClick={() => setRange(way.range)}>
          {way.range.kind === "relative" ? rangeText(way.range, zone.value) : "Go there"}
        </button>{" "}
        {plural(way.total, "line matches", "lines match")} at other times:{" "}
        {instantText(Math.floor(way.from / 1000) * 1000, zone.value)} to{" "}
        {instantText(Math.floor(way.to / 1000) * 1000, zone.value)} {zoneName(zone.value, way.to)}
      </>
    );
  }
  return (
    <>
      <button type="button" class="button" onClick={() => setQuery(way.query)}>
        Without <code>{way.term}</code>
      </button>{" "}
      {plural(way.total, "line matches", "lines match")}
    </>
  );
}
