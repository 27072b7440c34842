import { serverStatus } from "../state/connection.ts";
import { copy } from "../state/notice.ts";
import { Button } from "./Button.tsx";

/** Nothing is stored yet: how to send the first line, with this server's own addresses. */
export function FirstLine() {
  const web = location.origin;
  const tcp = serverStatus.value?.tcp ?? "";
  const [host, port] = tcp === "" ? ["", ""] : splitAddress(tcp);
  const ways = [
    {
      title: "Over HTTP",
      note: "One JSON object a line. Any fields.",
      command: `curl ${web}/insert/jsonline -d '{"level":"info","service":"hello","message":"My first line"}'`,
    },
    ...(tcp === ""
      ? []
      : [
          {
            title: "Over TCP",
            note: "JSON lines again; anything else is kept as plain text.",
            command: `echo '{"level":"info","service":"hello","message":"My first line"}' | nc -w 1 ${host} ${port}`,
          },
        ]),
    {
      title: "From a file that is there",
      note: "Plain text or JSON lines, also .gz and .zst.",
      command: `./cordwood ingest --url ${web} app.log`,
    },
    {
      title: "From files that grow",
      note: "Start the server with the files or folders to follow.",
      command: "./cordwood serve --follow /var/log",
    },
  ];
  return (
    <main class="first-line">
      <h1>No lines yet</h1>
      <p>Send one in any of these ways. This page turns into your lines as soon as the first one is stored.</p>
      <ol>
        {ways.map((way) => (
          <li key={way.title}>
            <h2>{way.title}</h2>
            <p class="muted">{way.note}</p>
            <div class="command">
              <pre tabIndex={0}>{way.command}</pre>
              <Button label={`Copy: ${way.title}`} icon="copy" onClick={() => void copy(way.command, "Command")} />
            </div>
          </li>
        ))}
      </ol>
      <p class="waiting">
        <span class="pulse" aria-hidden="true" />
        Waiting for the first line on {location.host}
      </p>
    </main>
  );
}

function splitAddress(address: string): [string, string] {
  const colon = address.lastIndexOf(":");
  const host = address.slice(0, colon).replace(/^\[|\]$/g, "");
  return [host === "0.0.0.0" || host === "::" || host === "" ? location.hostname : host, address.slice(colon + 1)];
}
