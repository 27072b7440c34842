import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, difference, EYES, linearRgb, seenBy, type Rgb } from "./colour.ts";

const css = readFileSync(new URL("../../main/web/styles/tokens.css", import.meta.url), "utf8");

function palette(block: string): Map<string, Rgb> {
  const colours = new Map<string, Rgb>();
  for (const [, name, l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g))
    colours.set(name!, linearRgb(Number(l), Number(c), Number(h)));
  return colours;
}

function declarations(text: string): string[] {
  return [...text.matchAll(/--[\w-]+: oklch\([^)]*\)/g)].map((m) => m[0]);
}

const [light, darkByMedia, darkByChoice] = [
  css.slice(0, css.indexOf("@media")),
  css.slice(css.indexOf("@media"), css.indexOf(':root[data-theme="dark"]')),
  css.slice(css.indexOf(':root[data-theme="dark"]')),
];

it("dark by choice is dark by the system's setting", () => {
  expect(declarations(darkByChoice)).toEqual(declarations(darkByMedia));
});

describe.each([
  ["light", palette(light)],
  ["dark", palette(darkByMedia)],
])("the %s colours", (_name, colours) => {
  const get = (name: string) => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`no colour --${name}`);
    return colour;
  };

  it.each([
    "text",
    "muted",
    "accent-text",
    "error",
    "code-string",
    "code-function",
    "word-fatal",
    "word-error",
    "word-warn",
    "word-info",
    "word-debug",
    "word-trace",
  ])("--%s can be read on the page and on raised places (WCAG AA)", (name) => {
    for (const ground of ["page", "raised"])
      expect(contrast(get(name), get(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["text", "muted", "word-error", "word-warn", "accent-text"])(
    "--%s can be read on the chosen line",
    (name) => {
      expect(contrast(get(name), get("accent-soft"))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it("text can be read on matches, and on buttons and banners of one colour", () => {
    expect(contrast(get("text"), get("hit"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get("muted"), get("hit"))).toBeGreaterThanOrEqual(3);
    expect(contrast(get("on-accent"), get("accent"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get("page"), get("error"))).toBeGreaterThanOrEqual(4.5);
  });

  it("borders of inputs and the focus ring are seen (3 to 1)", () => {
    expect(contrast(get("line-strong"), get("page"))).toBeGreaterThanOrEqual(3);
    expect(contrast(get("accent"), get("page"))).toBeGreaterThanOrEqual(3);
  });

  it.each(["normal", ...Object.keys(EYES)])("levels that matter stay apart for %s eyes", (eyes) => {
    const see = (name: string) => (eyes === "normal" ? get(name) : seenBy(EYES[eyes]!, get(name)));
    const levels = ["bar-fatal", "bar-error", "bar-warn", "bar-info"];
    for (let a = 0; a < levels.length; a++) {
      for (let b = a + 1; b < levels.length; b++)
        expect(difference(see(levels[a]!), see(levels[b]!)), `${levels[a]} and ${levels[b]}`).toBeGreaterThan(0.09);
    }
  });
});
