import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/lines.css";
import "./styles/panels.css";
import { render } from "preact";
import { run, searchAgain } from "./state/search.ts";
import { watchServer } from "./state/connection.ts";
import { followAddress } from "./state/view.ts";
import { App } from "./ui/App.tsx";
import { listenToKeys } from "./ui/keys.ts";

render(<App />, document.getElementById("app")!);
listenToKeys();
followAddress(() => void run());
void run();
void watchServer(searchAgain, searchAgain);
