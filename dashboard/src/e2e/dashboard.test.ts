import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { insert, openPage, serverUrl, startBrowser, type Look, type Watched } from "./browser.ts";
import { hostileLines, realisticLines } from "./lines.ts";
import { startProxy } from "./proxy.ts";

// These tests run in order: the first ones need a server without a single line.

const HOUR = 3_600_000;
const NOW = Date.now();
/** Times of the parts of the test data, so that each test can look at its own. */
const CORPUS_FROM = NOW - 50 * 60_000;
const HOSTILE_AT = NOW - 30 * 24 * HOUR;
const NUMBERED_AT = NOW - 60 * 24 * HOUR;
const CORPUS = realisticLines(4000, CORPUS_FROM, NOW - 5 * 60_000);
const NUMBERED = 3000;

let browser: Browser;
const opened: Watched[] = [];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const { context } of opened.splice(0)) await context.close();
});

async function open(path = "/", look: Look = {}): Promise<Watched> {
  const watched = await openPage(browser, serverUrl() + path, look);
  opened.push(watched);
  return watched;
}

async function search(page: Page, query: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(query);
  await page.keyboard.press("Enter");
  await page.locator(".results:not(.stale)").waitFor();
}

const rows = (page: Page): Locator => page.locator(".lines .row");
/** Where an element is, once it is: what is drawn anew is nowhere for a moment. */
async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await expect.poll(() => element.boundingBox()).not.toBeNull();
  return (await element.boundingBox()) ?? boxOf(element);
}
const state = (page: Page): Locator => page.locator(".state");
const around = (from: number, to: number) => `t=${new Date(from).toISOString()}/${new Date(to).toISOString()}`;

describe("an empty server", () => {
  it("shows how to send the first line, and turns into it as soon as it is there", async () => {
    const { page, mishaps } = await open();
    await page.getByRole("heading", { name: "No lines yet" }).waitFor();
    await page.getByRole("button", { name: "Copy: Over HTTP" }).click();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect(command).toContain(`${serverUrl()}/insert/jsonline`);
    // The command that is shown, run as it stands.
    await promisify(execFile)("sh", ["-c", command]);
    await rows(page).first().waitFor();
    expect(await rows(page).first().textContent()).toContain("My first line");
    expect(mishaps).toEqual([]);
  });

  it("shows the way over TCP with the real port, and it works", async () => {
    const { page } = await open();
    await rows(page).first().waitFor();
    const status = (await (await fetch(`${serverUrl()}/api/v1/status`)).json()) as { tcp: string };
    expect(status.tcp).toMatch(/:\d+$/);
  });
});

describe("with lines", () => {
  beforeAll(async () => {
    await insert(CORPUS);
    await insert(
      Array.from({ length: NUMBERED }, (_, k) => ({
        // Three lines share each moment, so that pages end in the middle of equal times.
        _time: new Date(NUMBERED_AT + Math.floor(k / 3)).toISOString(),
        service: "numbered",
        level: "info",
        message: `number ${k} of many`,
      })),
    );
    await insert(hostileLines(HOSTILE_AT));
  });

  it("finds words, marks them, and keeps the search in the address and the history", async () => {
    const { page, mishaps } = await open();
    await rows(page).first().waitFor();
    await search(page, "timed out level:error");
    const expected = CORPUS.filter((l) => /\btimed out\b/.test(l.message) && l.level === "error").length;
    await expect.poll(() => state(page).textContent()).toContain(`All ${expected} lines`);
    expect(await rows(page).first().locator("mark").allTextContents()).toEqual(["timed", "out"]);
    expect(page.url()).toContain("q=timed+out+level:error");
    await page.goBack();
    await expect.poll(() => page.locator(".cm-content").textContent()).not.toContain("timed");
    await page.goForward();
    await expect.poll(() => state(page).textContent()).toContain(`All ${expected} lines`);
    await page.reload();
    await expect.poll(() => state(page).textContent()).toContain(`All ${expected} lines`);
    expect(mishaps).toEqual([]);
  });

  it("draws lines over time by level; a drag zooms in, the legend filters", async () => {
    const { page, mishaps } = await open();
    await page.locator(".level-item").first().waitFor();
    const errors = CORPUS.filter((l) => l.level === "error").length;
    await expect.poll(() => page.locator(".level-item.lvl-error .num").textContent()).toBe(String(errors));
    const plot = await boxOf(page.locator(".histogram"));
    expect(plot.height).toBeLessThanOrEqual(120);
    await page.locator(".level-item.lvl-error").click();
    await expect.poll(() => state(page).textContent()).toContain(`All ${errors} lines`);
    await page.locator(".level-item.lvl-error").click();
    await expect.poll(() => page.locator(".level-item").count()).toBeGreaterThan(3);
    const over = await boxOf(page.locator(".plot .u-over"));
    await page.mouse.move(over.x + over.width * 0.3, over.y + 20);
    await page.mouse.down();
    await page.mouse.move(over.x + over.width * 0.5, over.y + 25, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toContain("/2");
    const [from, to] = /t=([^/&]+)\/([^&]+)/
      .exec(page.url())!
      .slice(1)
      .map((t) => Date.parse(decodeURIComponent(t))) as [number, number];
    expect(to - from).toBeGreaterThan(0.15 * HOUR);
    expect(to - from).toBeLessThan(0.25 * HOUR);
    const inside = CORPUS.filter((l) => Date.parse(l._time) >= from && Date.parse(l._time) < to).length;
    await expect.poll(() => state(page).textContent()).toContain(`of ${inside < 10_000 ? inside : ""}`);
    expect(mishaps).toEqual([]);
  });

  it("zooms with the keyboard too", async () => {
    const { page } = await open();
    await page.locator(".level-item").first().waitFor();
    await page.locator(".plot").focus();
    for (const key of ["End", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await page.keyboard.press(key);
    expect(await page.locator(".plot").getAttribute("aria-valuetext")).toMatch(/\d\d:\d\d/);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toMatch(/t=2/);
  });

  it("lists fields with their share and top values; plus and minus filter", async () => {
    const { page, mishaps } = await open();
    await page.locator(".field", { hasText: "service" }).first().click();
    const values = page.locator(".value");
    await values.first().waitFor();
    const counts = new Map<string, number>();
    for (const { service } of CORPUS) counts.set(service, (counts.get(service) ?? 0) + 1);
    const [top, hits] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    expect(await values.first().locator(".value-text").textContent()).toBe(top);
    await page.getByRole("button", { name: `Only service = ${top}`, exact: true }).click();
    await expect.poll(() => state(page).textContent()).toMatch(new RegExp(`(of|All) ${hits} lines`));
    await search(page, "*");
    await page.getByRole("button", { name: `Without service = ${top}`, exact: true }).click();
    // The line sent to the empty server is of this hour, too.
    await expect.poll(() => state(page).textContent()).toContain(`of ${CORPUS.length - hits + 1} lines`);
    expect(mishaps).toEqual([]);
  });

  it("opens a line beside the others, never over them, with filters, JSON and the lines around it", async () => {
    const { page, mishaps } = await open("/?q=level:error");
    await rows(page).nth(2).click();
    const details = page.locator(".details");
    await details.waitFor();
    const [list, panel] = [await boxOf(page.locator(".lines")), await boxOf(details)];
    expect(list.x + list.width).toBeLessThanOrEqual(panel.x + 0.5);
    const first = await details.locator("time").textContent();
    await page.keyboard.press("j");
    await expect.poll(() => details.locator("time").textContent()).not.toBe(first);
    await page.getByRole("tab", { name: "JSON" }).click();
    const json = JSON.parse((await details.locator("pre").textContent())!) as { level: string };
    expect(json.level).toBe("error");
    await page.getByRole("tab", { name: "Around" }).click();
    await details.locator(".around-line.current").waitFor();
    expect(await details.locator(".around-line").count()).toBeGreaterThan(5);
    await page.getByRole("tab", { name: "Fields" }).click();
    await details.getByRole("button", { name: /^Only service/ }).click();
    await expect.poll(() => page.url()).toContain("service");
    await page.keyboard.press("Escape");
    expect(mishaps).toEqual([]);
  });

  it("copies a link that opens the very same line", async () => {
    const { page } = await open("/?q=level:warn");
    await rows(page).nth(7).click();
    const wanted = await page.locator(".details time").getAttribute("title");
    await page.keyboard.press("y");
    await page.getByText("Link copied").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const again = await open(link.slice(serverUrl().length));
    await again.page.locator(".details").waitFor();
    expect(await again.page.locator(".details time").getAttribute("title")).toBe(wanted);
    expect(again.mishaps).toEqual([]);
  });

  it("reads on while one scrolls: every line once, in order, few elements", async () => {
    const { page, mishaps } = await open(`/?q=service:numbered&${around(NUMBERED_AT - 1000, NUMBERED_AT + 60_000)}`);
    await rows(page).first().waitFor();
    const seen = new Set<number>();
    const atEnd = async () =>
      (await page.locator(".lines-end").count()) === 1 &&
      (await page.locator(".lines").evaluate((list) => list.scrollTop + list.clientHeight >= list.scrollHeight - 1));
    for (let step = 0; step < 400; step++) {
      for (const text of await rows(page).allTextContents()) seen.add(Number(/number (\d+) of/.exec(text)![1]));
      expect(await rows(page).count()).toBeLessThan(150);
      if (await atEnd()) break;
      await page.locator(".lines").evaluate(async (list) => {
        list.scrollBy(0, list.clientHeight);
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      });
    }
    expect(seen.size).toBe(NUMBERED);
    expect(await state(page).textContent()).toContain("All 3000 lines");
    expect(mishaps).toEqual([]);
  });

  it("marks what is wrong in a query and offers one that works", async () => {
    const { page } = await open();
    await rows(page).first().waitFor();
    await search(page, "level:error and (timeout");
    await page.locator(".problem").waitFor();
    expect((await page.locator(".problem span").textContent())!.length).toBeGreaterThan(5);
    expect(await page.locator(".cm-lintRange-error").count()).toBeGreaterThan(0);
    const offer = page.locator(".problem .link");
    if ((await offer.count()) > 0) {
      await offer.click();
      await page.locator(".problem").waitFor({ state: "detached" });
    }
  });

  it("says why nothing is found and offers the nearest searches that find something", async () => {
    const { page, mishaps } = await open("/?q=service:numbered+level:info&t=5m");
    await page.getByRole("heading", { name: "Nothing matches in the last 5 minutes" }).waitFor();
    const otherTime = page.locator(".nothing li", { hasText: "at other times" });
    await otherTime.waitFor();
    expect(await otherTime.textContent()).toContain("3000 lines match");
    await otherTime.getByRole("button").click();
    await rows(page).first().waitFor();
    expect(await rows(page).first().textContent()).toContain("number");
    await page.goto(`${serverUrl()}/?q=service:numbered+nosuchword&t=all`);
    const without = page.locator(".nothing li", { hasText: "nosuchword" });
    await without.getByRole("button").click();
    await expect.poll(() => state(page).textContent()).toContain("of 3000 lines");
    expect(mishaps).toEqual([]);
  });

  it("shows numbers of statistics as a table", async () => {
    const { page, mishaps } = await open();
    await search(page, "* | stats by (level) count() lines | sort by (lines desc)");
    await page.locator(".table tbody tr").first().waitFor();
    expect(await page.locator(".table th").allTextContents()).toEqual(["level", "lines"]);
    const info = CORPUS.filter((l) => l.level === "info").length + 1;
    expect(await page.locator(".table tbody tr").first().allTextContents()).toEqual([`info${info}`]);
    expect(mishaps).toEqual([]);
  });

  it("follows new lines, holds them while one reads, and shows them again", async () => {
    const { page, mishaps } = await open("/?q=service:live&live=1");
    await page.locator(".live.open").waitFor();
    await insert(Array.from({ length: 100 }, (_, k) => ({ service: "live", level: "info", message: `live ${k}` })));
    await expect.poll(() => rows(page).first().textContent()).toContain("live 99");
    expect(await rows(page).count()).toBeGreaterThan(20);
    await page.locator(".lines").evaluate((list) => list.scrollTo(0, 600));
    await expect.poll(() => page.locator(".lines").evaluate((list) => list.scrollTop)).toBe(600);
    await insert([{ service: "live", level: "error", message: "live later" }]);
    await page.getByText("1 new line").waitFor();
    expect(await rows(page).allTextContents()).not.toContainEqual(expect.stringContaining("live later"));
    await page.getByText("1 new line").click();
    await expect.poll(() => rows(page).first().textContent()).toContain("live later");
    await page.keyboard.press("p");
    await insert([{ service: "live", level: "info", message: "live while paused" }]);
    await page.getByText("1 new line").waitFor();
    await page.keyboard.press("p");
    await expect.poll(() => rows(page).first().textContent()).toContain("live while paused");
    const texts = (await rows(page).allTextContents()).map((t) => /live (later|while paused|\d+)/.exec(t)![0]);
    expect(new Set(texts).size).toBe(texts.length);
    expect(mishaps).toEqual([]);
  });

  it("shows hostile lines as text, and nothing else on the page suffers", async () => {
    for (const wrap of [false, true]) {
      const { page, mishaps } = await open(
        `/?q=service:hostile+or+kind:hostile&${around(HOSTILE_AT - 1000, HOSTILE_AT + 60_000)}`,
      );
      await rows(page).first().waitFor();
      if (wrap) await page.keyboard.press("Escape").then(() => page.keyboard.press("w"));
      const count = await rows(page).count();
      for (let k = 0; k < count; k++) {
        const row = rows(page).nth(k);
        const tags = await row.evaluate((element) => [
          ...new Set([...element.querySelectorAll("*")].map((e) => e.tagName)),
        ]);
        expect(tags.filter((t) => t !== "SPAN" && t !== "MARK")).toEqual([]);
        const box = await boxOf(row);
        expect(box.height).toBeLessThanOrEqual(wrap ? 420 : 20);
      }
      const all = (await rows(page).allTextContents()).join("\n");
      expect(all).toContain("<img src=x onerror=");
      expect(all).toContain("‹U+202E›");
      expect(all).not.toContain("\u202e");
      expect(all).toContain("more characters");
      // Each opened, too: the one of a megabyte and the one of 2,000 fields among them.
      await page.locator(".lines").focus();
      await page.keyboard.press("g");
      await page.keyboard.press("Enter");
      for (let k = 0; k < count; k++) {
        await page.locator(".details").waitFor();
        for (const tab of ["JSON", "Fields"]) await page.getByRole("tab", { name: tab }).click();
        expect(
          await page.locator(".details img, .details script, .details svg:not(.icon), .details iframe").count(),
        ).toBe(0);
        await page.locator(".lines").focus();
        await page.keyboard.press("j");
      }
      expect(await page.evaluate(() => (globalThis as { broken?: unknown }).broken)).toBeUndefined();
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      expect(mishaps).toEqual([]);
    }
  });

  it("says that the server is gone and comes back with it", async () => {
    const proxy = await startProxy(serverUrl());
    const watched = await openPage(browser, `${proxy.url}/?q=level:error`);
    opened.push(watched);
    const { page } = watched;
    await rows(page).first().waitFor();
    await proxy.stop();
    await page.locator(".lines").focus();
    await page.keyboard.press("r");
    await page.getByText("does not answer").waitFor();
    expect(await rows(page).count()).toBeGreaterThan(0);
    await proxy.start();
    await page.getByText("does not answer").waitFor({ state: "detached" });
    await rows(page).first().waitFor();
  });

  it("can be used with the keyboard alone", async () => {
    const { page } = await open();
    await rows(page).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect.poll(() => page.locator(".row.current").getAttribute("aria-rowindex")).toBe("2");
    await page.keyboard.press("Enter");
    await page.locator(".details").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".details").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.type("level:warn");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toContain("q=level:warn");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys and query language" });
    await help.waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("d");
    await page.locator("#time-input").fill("yesterday");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.url()).toMatch(/t=2.*\/2/);
    await page.keyboard.press("z");
    await expect.poll(() => page.locator(".time").textContent()).toContain("UTC");
    await page.keyboard.press("t");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  });

  it("every control has a name, and every icon button says its key or what it does", async () => {
    const { page } = await open("/?q=level:error");
    await rows(page).first().click();
    await page.locator(".details").waitFor();
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, a, input, [role=slider], [role=grid], [role=dialog]")]
        .filter(
          (e) =>
            (
              (e.getAttribute("aria-label") ?? "") ||
              (e.textContent ?? "") ||
              (e.getAttribute("placeholder") ?? "")
            ).trim() === "",
        )
        .map((e) => e.outerHTML.slice(0, 120)),
    );
    expect(nameless).toEqual([]);
    const untold = await page.evaluate(
      () => [...document.querySelectorAll(".icon-only")].filter((e) => !e.getAttribute("title")).length,
    );
    expect(untold).toBe(0);
  });

  it("fits a phone: no sideways scrolling, lines below their heads, details below the lines", async () => {
    const { page, mishaps } = await open("/", { width: 390, height: 844, dark: true });
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await rows(page).first().waitFor();
    expect(await fits()).toBe(true);
    await rows(page).nth(1).click();
    await page.locator(".details").waitFor();
    expect(await fits()).toBe(true);
    const [list, panel] = [await boxOf(page.locator(".lines")), await boxOf(page.locator(".details"))];
    expect(list.y + list.height).toBeLessThanOrEqual(panel.y + 0.5);
    expect(list.height).toBeGreaterThan(60);
    await page.getByRole("button", { name: "Time range" }).click();
    expect(await fits()).toBe(true);
    expect(mishaps).toEqual([]);
  });
});
