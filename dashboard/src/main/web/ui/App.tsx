import { nothingStored } from "../state/connection.ts";
import { lines, problem } from "../state/results.ts";
import { notice } from "../state/notice.ts";
import { sidebarOpen } from "../state/settings.ts";
import { selected } from "../state/selection.ts";
import { view } from "../state/view.ts";
import { Banners } from "./Banners.tsx";
import { Bar } from "./Bar.tsx";
import { Details } from "./Details.tsx";
import { FirstLine } from "./FirstLine.tsx";
import { Help } from "./Help.tsx";
import { Histogram } from "./Histogram.tsx";
import { Results } from "./Results.tsx";
import { Sidebar } from "./Sidebar.tsx";

export function App() {
  const untouched =
    nothingStored.value && lines.value.length === 0 && view.value.query === "" && problem.value === null;
  return (
    <div class="page">
      <Bar />
      <Banners />
      {untouched ? (
        <FirstLine />
      ) : (
        <>
          <Histogram />
          <div class="zones">
            {sidebarOpen() && <Sidebar />}
            <Results />
            {selected.value !== null && <Details line={selected.value} key={selected.value.id} />}
          </div>
        </>
      )}
      <Help />
      <div class="notice" role="status" aria-live="polite">
        {notice.value}
      </div>
    </div>
  );
}
