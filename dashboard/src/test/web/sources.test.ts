import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../main/web", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((f) => /\.(tsx?|html|svg)$/.test(f));

// Log content is attacker input: there must be no way onto the page but text nodes.
it.each([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "dangerouslySetInnerHTML",
  "document.write",
  "eval(",
  "new Function",
  "srcdoc",
  "createContextualFragment",
  "DOMParser",
  "setHTML",
])("no source uses %s", (word) => {
  expect(files.length).toBeGreaterThan(30);
  for (const file of files) expect(readFileSync(join(root, file), "utf8").includes(word), file).toBe(false);
});

it("the page has neither inline script nor inline style", () => {
  const page = readFileSync(join(root, "index.html"), "utf8");
  expect(page).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\bsrc=)/);
});
