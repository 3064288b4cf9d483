import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
const ENTER = "\uE007";
const ESCAPE = "\uE00C";

windowTest("what is set in the window is what the command line says", async (user) => {
  await user.smix("sample");
  await user.smix("targets", "set", "csat", "85.5%");
  const window = await user.openWindow();
  const said = (row, role) => window.evaluate(`return document.querySelector('${testid(`setting-${row}-row`)} [role=${role}]')?.textContent ?? ""`);
  const value = (field) => window.evaluate(`return document.querySelector('${testid(field)}').value`);
  /** Types into a field, which is brought into view as by the keyboard. */
  const type = async (field, text, key) => {
    await window.sees(testid(field));
    await window.evaluate(`document.querySelector('${testid(field)}').scrollIntoView({ block: "center" })`);
    await window.fill(testid(field), text);
    if (key) await window.press(testid(field), key);
  };
  await window.click(testid("nav-settings"));
  await window.sees(testid("target-csat"));
  assert.equal(await value("target-csat"), "85.5");

  await window.click(`${testid("target-kpi")} option[value="resolution_minutes_p50"]`);
  await type("target-value", "240");
  await window.click(testid("target-add"));
  await window.sees(testid("target-resolution_minutes_p50"));
  await window.click(testid("target-csat-remove"));
  await until("the target is gone", async () => !(await window.evaluate(`return document.querySelector('${testid("target-csat")}') !== null`)));

  // What cannot be is refused at its field, and stays to be mended.
  await type("setting-window", "99999", ENTER);
  await until("the window is refused", async () => (await said("window", "alert")).includes("not between 1 and 8784"));
  assert.equal(await value("setting-window"), "99999");
  await type("setting-window", "72", ENTER);
  await until("the window is saved", async () => (await said("window", "status")) === "Saved. Figures are reckoned anew.");
  await type("scale-5", "5", ENTER);
  await until("the scale is saved", async () => (await said("scales", "status")).startsWith("Saved."));
  await window.click(testid("scale-7-remove"));
  await until("the scale is gone", async () => !(await window.evaluate(`return document.querySelector('${testid("scale-7")}') !== null`)));
  await type("hours-friday", "9-12, 13:00-15:00", ENTER);
  await until("the hours are saved", async () => (await said("hours", "status")).startsWith("Saved"));
  assert.equal(await value("hours-friday"), "09:00–12:00, 13:00–15:00");
  await type("holiday-day", "2026-12-25");
  await window.click(testid("holiday-add"));
  await window.sees(testid("holiday-2026-12-25-remove"));
  await window.evaluate(`document.querySelector('${testid("setting-times")}').scrollIntoView({ block: "center" })`);
  await window.click(`//label[.//*[@data-testid="setting-times-business"]]`);
  await window.sees(testid("status-times"));
  await type("reply-minutes-email", "6.5", ENTER);
  await type("reply-minutes-chat", "a while", ESCAPE);
  assert.equal(await value("reply-minutes-chat"), "4");
  await until("the minutes are saved", async () => (await said("reply-minutes", "status")).startsWith("Saved."));
  await window.click(`//label[.//*[@data-testid="setting-by-assignee-on"]]`);
  await until("that is saved", async () => (await said("by-assignee", "status")) === "Saved");

  const settings = JSON.parse(await user.smix("settings", "--json"));
  assert.deepEqual(settings.targets, { resolution_minutes_p50: { value: 240, direction: "down" } });
  assert.equal(settings.rules.repeat_window_hours, 72);
  assert.deepEqual(settings.rules.scales.find(({ top }) => top === 5), { top: 5, satisfied_from: 5 });
  assert.ok(settings.rules.scales.every(({ top }) => top !== 7));
  assert.equal(settings.business_hours.in_use, true);
  assert.deepEqual(settings.business_hours.week.friday, [{ from: "09:00", to: "12:00" }, { from: "13:00", to: "15:00" }]);
  assert.deepEqual(settings.business_hours.holidays, ["2026-12-25"]);
  assert.deepEqual(settings.reply_minutes, { email: 6.5 });
  assert.equal(settings.by_assignee, true);

  // An anchor goes to its section, and nothing but the page scrolls.
  await window.click(testid("section-about"));
  assert.deepEqual(await window.evaluate("return [document.activeElement.id, document.body.scrollTop, document.documentElement.scrollTop]"), ["about", 0, 0]);
});
