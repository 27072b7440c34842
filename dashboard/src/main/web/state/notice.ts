import { signal } from "@preact/signals";

/** A short word on what was just done, such as "Copied". */
export const notice = signal("");
export const helpOpen = signal(false);

const NOTICE_MILLIS = 2000;
let timer = 0;

export function say(text: string): void {
  notice.value = text;
  clearTimeout(timer);
  timer = window.setTimeout(() => (notice.value = ""), NOTICE_MILLIS);
}

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied`);
  } catch {
    // Browsers give the clipboard to safe origins only; a server on another host over plain HTTP is none.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "offscreen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    say(done ? `${what} copied` : "The browser did not allow copying");
  }
}
