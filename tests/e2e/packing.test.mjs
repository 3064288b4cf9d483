import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile, until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
/** A radio of ours is hidden in its label, which is clicked. */
const label = (name) => `label:has(${testid(name)})`;

/** The sections that are shown, in their order. */
const sections = (window) => window.evaluate(`return [...document.querySelectorAll('section[data-testid^="pack-preview-"]')].map((one) => one.dataset.testid.slice(13)).filter((name) => name !== "chart")`);
const shows = (window, expected) => until(`the pack shows ${expected}`, async () => String(await sections(window)) === expected);

/** Makes the pack, and gives what is in its file. */
async function make(window, path) {
  await window.click(testid("pack-make"));
  await chooseFile("Save the pack", path);
  await until("the page says where it is", () => window.evaluate("return document.querySelector(arguments[0])?.textContent.includes(arguments[1]) ?? false", testid("pack-made"), path), 60);
  return readFileSync(path);
}

windowTest("a pack holds what was chosen, and its template makes the same one again", async (user) => {
  await user.smix("sample");
  const window = await user.openWindow();
  await window.click(testid("nav-review"));
  await window.click(testid("pack-link"));
  await shows(window, "review,deflection,satisfaction,resolution,escalations,costs");
  await window.screenshot("pack");
  assert.deepEqual(await window.barriers(), []);

  await window.click(testid("pack-section-costs"));
  await window.click(testid("pack-section-escalations"));
  await window.click(testid("pack-up-satisfaction"));
  await shows(window, "review,satisfaction,deflection,resolution");
  await window.click(label("pack-format-pdf"));
  await window.click(label("pack-paper-letter"));
  await window.fill(testid("pack-template-name"), "Monday");
  await window.click(testid("pack-template-save"));
  const saved = await until("the template is saved", async () => JSON.parse(await user.smix("templates", "list", "--json"))[0]);
  assert.deepEqual([saved.name, saved.template.format, saved.template.paper], ["Monday", "pdf", "letter"]);
  assert.deepEqual(saved.template.content.sections, ["review", "satisfaction", "deflection", "resolution"]);

  const pdf = await make(window, join(user.folder, "review.pdf"));
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await window.screenshot("pack-made");
  assert.deepEqual(await window.barriers(), []);

  // The command line makes it by the template's name, with the window's figures.
  const [own, other] = [join(user.folder, "window.md"), join(user.folder, "smix.md")];
  await window.click(label("pack-format-md"));
  const made = String(await make(window, own));
  await user.smix("report", "--template", "Monday", "--period", "last-week", "-o", other);
  const lasting = (text) => text.split("\n").filter((line) => !/\bMade\b/.test(line)).join("\n");
  assert.equal(lasting(readFileSync(other, "utf8")), lasting(made));
  assert.match(made, /^## Satisfaction$/m);
  assert.doesNotMatch(made, /^## Costs?$/m);
});

windowTest("a published review keeps its pack, whatever changes later", async (user) => {
  await user.smix("sample");
  const window = await user.openWindow();
  await window.click(testid("nav-review"));
  await window.click(testid("review-publish"));
  await window.fill(testid("publish-note"), "As discussed");
  await window.click(testid("publish-now"));
  await window.click(testid("review-pack"));
  await window.sees(testid("pack-published"));
  await window.sees(testid("pack-preview"));
  await window.click(label("pack-format-md"));
  const then = String(await make(window, join(user.folder, "then.md")));
  await window.screenshot("pack-published");

  await user.smix("settings", "set", "csat-scale", "5=5");
  const { rows } = JSON.parse(await user.smix("review", "show", "1", "--json"));
  assert.ok(rows.find(({ kpi }) => kpi === "csat").restated, "CSAT is another one now");
  // From the list, too.
  await window.click(testid("nav-review"));
  await window.click(testid("reviews-all"));
  await window.click(testid("review-kept-pack"));
  await window.sees(testid("pack-preview"));
  assert.equal(String(await make(window, join(user.folder, "later.md"))), then);
});
