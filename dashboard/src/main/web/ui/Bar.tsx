import { liveState } from "../state/live.ts";
import { helpOpen } from "../state/notice.ts";
import { phase } from "../state/results.ts";
import { setLive, stop, submit } from "../state/search.ts";
import { sidebar, sidebarOpen, theme } from "../state/settings.ts";
import { needFields } from "../state/counts.ts";
import { problemOfDraft } from "../state/draft.ts";
import { draft, view } from "../state/view.ts";
import { Button } from "./Button.tsx";
import { Editor } from "./Editor.tsx";
import { TimePicker } from "./TimePicker.tsx";

const NEXT_THEME = { auto: "dark", dark: "light", light: "auto" } as const;
const THEME_ICON = { auto: "half", dark: "moon", light: "sun" } as const;

export function toggleSidebar(): void {
  const open = !sidebarOpen();
  sidebar.value = open ? "open" : "closed";
  if (open) void needFields();
}

export function nextTheme(): void {
  theme.value = NEXT_THEME[theme.value];
}

/** Search, time, live: the top of the page. */
export function Bar() {
  const live = view.value.live;
  const changed = draft.value.trim() !== view.value.query.trim();
  return (
    <header class="bar">
      <Button
        label={sidebarOpen() ? "Hide fields" : "Show fields"}
        hotkey="f"
        icon="fields"
        pressed={sidebarOpen()}
        onClick={toggleSidebar}
        class="quiet"
      />
      <a class="brand" href="./" title="Cordwood: start again" aria-label="Cordwood: start again">
        <img src="./icon.svg" width="20" height="20" alt="" />
      </a>
      <div class="search" role="search">
        <div class={`box ${problemOfDraft.value !== null ? "bad" : ""}`}>
          <Editor />
          {phase.value === "searching" ? (
            <Button label="Stop" hotkey="Esc" icon="stop" onClick={stop} class="run">
              Stop
            </Button>
          ) : (
            <Button label="Search" hotkey="Enter" onClick={submit} class={`run ${changed ? "primary" : ""}`}>
              Search
            </Button>
          )}
        </div>
        <Problem />
      </div>
      <TimePicker />
      <Button
        label={live ? "Stop following" : "Follow new lines"}
        hotkey="l"
        icon={live ? "stop" : "play"}
        pressed={live}
        onClick={() => setLive(!live)}
        class={`live ${liveState.value}`}
      >
        Live
      </Button>
      <Button
        label={`Colours: ${theme.value}`}
        hotkey="t"
        icon={THEME_ICON[theme.value]}
        onClick={nextTheme}
        class="quiet"
      />
      <Button
        label="Keys and query language"
        hotkey="?"
        icon="help"
        onClick={() => (helpOpen.value = true)}
        class="quiet"
      />
    </header>
  );
}

function Problem() {
  const problem = problemOfDraft.value;
  if (problem === null) return null;
  const { suggestion } = problem;
  return (
    <p class="problem" role="alert">
      <span>{problem.error}</span>
      {suggestion !== null && suggestion !== draft.value && (
        <button
          type="button"
          class="link"
          onClick={() => {
            draft.value = suggestion;
            submit();
          }}
        >
          Search <code>{suggestion}</code> instead
        </button>
      )}
    </p>
  );
}
