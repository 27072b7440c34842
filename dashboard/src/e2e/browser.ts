import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

/** Without these Chromium calls its maker's servers at every start. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? PLACES.find((p) => existsSync(p));
  if (executablePath === undefined) throw new Error("no Chromium found; set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: FLAGS });
}

export function serverUrl(): string {
  const url = process.env["CORDWOOD_URL"];
  if (url === undefined) throw new Error("set CORDWOOD_URL to an empty server's address");
  return url.replace(/\/$/, "");
}

/** A page that collects everything that should not happen. */
export interface Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors on the console, uncaught exceptions, dialogs, blocked content. */
  readonly mishaps: string[];
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

export async function openPage(browser: Browser, url: string, look: Look = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    colorScheme: look.dark === true ? "dark" : "light",
    permissions: ["clipboard-read", "clipboard-write"],
    timezoneId: "Europe/Vienna",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const mishaps: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      mishaps.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => mishaps.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("dialog", (dialog) => {
    mishaps.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  return { page, context, mishaps };
}

export async function insert(records: readonly object[]): Promise<void> {
  const body = records.map((r) => JSON.stringify(r)).join("\n");
  const response = await fetch(`${serverUrl()}/insert/jsonline`, { method: "POST", body });
  if (!response.ok) throw new Error(`insert: ${response.status} ${await response.text()}`);
}
