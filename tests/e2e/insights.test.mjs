import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;

const content = (window, name) => window.evaluate("return document.querySelector(arguments[0])?.textContent ?? ''", testid(name));
const decided = async (user, kind) => JSON.parse(await user.smix("decisions", "list", "--kind", kind, "--format", "json"));
/** Until then, what is clicked may still move. */
const still = (window) => until("the page stands", () => window.evaluate(`return document.querySelector('[data-testid="scorecard"]') !== null && document.querySelector('[aria-busy="true"]') === null`));

windowTest("what is decided in the window holds after a restart, and on the command line", async (user) => {
  await user.smix("sample");
  let window = await user.openWindow();
  await window.click(testid("nav-taxonomy"));
  await window.sees(testid("taxonomy-open"), 60);
  await still(window);
  await window.screenshot("taxonomy");
  assert.deepEqual(await window.barriers(), []);

  // A bucket is overridden, with a reason.
  const type = await content(window, "taxonomy-open");
  await window.click(testid("taxonomy-open"));
  await window.sees(testid("type-panel"));
  await window.click(`//label[.//*[@data-testid="bucket-human_required"]]`);
  await window.fill(testid("bucket-why"), "Only people may answer this");
  await window.click(testid("bucket-save"));
  await until("it says who decided, and why", async () => (await content(window, "decision-bucket")).includes("Only people may answer this"));
  await window.screenshot("taxonomy-decided");
  const [bucket] = await decided(user, "bucket");
  assert.deepEqual([bucket.subject, bucket.why], [type, "Only people may answer this"]);

  // An alert is judged with one click.
  await window.evaluate(`location.hash = "#/learning"`);
  await window.sees(testid("alert-confirm"), 60);
  await still(window);
  await window.screenshot("learning");
  assert.deepEqual(await window.barriers(), []);
  const alerts = await window.evaluate("return document.querySelectorAll(arguments[0]).length", testid("alert"));
  await window.click(testid("alert-confirm"));
  await until("the alert waits no more", async () => (await window.evaluate("return document.querySelectorAll(arguments[0]).length", testid("alert"))) < alerts);
  assert.equal((await decided(user, "alert")).length, 1);

  // A gap gets somebody who sees to it.
  await still(window);
  await window.click(testid("gap-edit"));
  await window.fill(testid("gap-owner"), "Ada");
  await window.fill(testid("gap-note"), "New articles");
  await window.click(testid("gap-save"));
  await until("the owner is shown", () => window.evaluate(`return [...document.querySelectorAll('${testid("gap-owner-of")}')].some((cell) => cell.textContent === "Ada")`));
  await window.screenshot("gap");

  await window.quit();
  window = await user.openWindow();
  await window.click(testid("nav-taxonomy"));
  await window.sees(testid("taxonomy-open"), 60);
  await still(window);
  // The type may stand elsewhere by now, as its hours changed.
  await until("all types are there", async () => {
    await window.evaluate("document.querySelector(arguments[0])?.click()", testid("taxonomy-all"));
    return window.evaluate(`return [...document.querySelectorAll('${testid("taxonomy-open")}')].some((button) => button.textContent === arguments[0])`, type);
  });
  await window.evaluate(`[...document.querySelectorAll('${testid("taxonomy-open")}')].find((button) => button.textContent === arguments[0]).click()`, type);
  await until("the decision is still there", async () => (await content(window, "decision-bucket")).includes("Only people may answer this"));
  await window.click(testid("take-back-bucket"));
  await until("it was taken back", async () => (await decided(user, "bucket")).length === 0);
});
