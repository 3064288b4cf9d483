import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";

const FROM = "2026-06-01";
const TO = "2026-06-30";
/** The key, as WebDriver writes it. */
const ENTER = "\uE007";
const TAB = "\uE004";
const testid = (name) => `[data-testid="${name}"]`;

windowTest("everything can be made twice as large", async (user) => {
  const window = await user.openWindow();
  const width = () => window.evaluate("return innerWidth");
  const before = await width();
  const press = (key) => window.evaluate("dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], ctrlKey: true }))", key);
  for (let step = 0; step < 5; step += 1) await press("+");
  await until("half as much has room", async () => Math.abs((await width()) - before / 2) <= 1);
  await window.sees(testid("first-start-import"));
  await window.screenshot("twice-as-large");
  await press("0");
  await until("it is as it was", async () => (await width()) === before);
});

// Cards out of sight are not laid out, and their charts take another size once they are: that was an error of the page.
windowTest("charts far below are reached by the keyboard alone", async (user) => {
  const file = `${user.folder}/tickets.csv`;
  await user.smix("sample", "--csv", file, "--tickets", "3000", "--until", "2026-07-06T00:00:00Z");
  await user.smix("import", file, "--source", "helpdesk");
  const window = await user.openWindow();
  await window.sees(testid("chart-menu-csat-trend"));
  const focused = () => window.evaluate("const { top, bottom } = document.activeElement.getBoundingClientRect(); return { name: document.activeElement.dataset.testid, inSight: top >= 0 && bottom <= innerHeight }");
  await window.evaluate("const buttons = document.querySelectorAll('[data-testid=scorecard] button'); buttons[buttons.length - 1].focus()");
  const menus = [];
  while (menus.at(-1) !== "chart-menu-csat-trend") {
    await window.pressThere(TAB);
    const { name } = await until("what has the focus is in sight", async () => {
      const now = await focused();
      return now.inSight && now;
    });
    assert.ok(menus.push(name) < 60, `not reached: ${menus}`);
  }
  assert.ok(menus.filter((name) => name?.startsWith("chart-menu-")).length >= 8, `${menus}`);
  // At one jump, too.
  for (const name of ["period-picker", "chart-menu-csat-trend", "period-picker", "chart-menu-fcr-by-resolution-type"]) {
    await window.evaluate(`document.querySelector('${testid(name)}').focus()`);
    await until(`${name} is in sight`, async () => {
      const now = await focused();
      return now.name === name && now.inSight;
    });
  }
});

windowTest("all pages share filters, and their figures are those of the command line", async (user) => {
  const file = `${user.folder}/tickets.csv`;
  await user.smix("sample", "--csv", file, "--tickets", "3000", "--until", "2026-07-06T00:00:00Z");
  await user.smix("import", file, "--source", "helpdesk");
  await user.smix("costs", "set", "--from", "2026-01", "--people", "48500", "--ai-fixed", "1000", "--ai-usage", "0.89", "--overhead", "2400");
  const window = await user.openWindow();
  await window.click(testid("nav-deflection"));
  await window.click(testid("period-picker"));
  await window.fill(testid("period-from"), FROM);
  await window.fill(testid("period-to"), TO);
  await window.click(testid("period-apply"));

  // A filter is found by the property and chosen by its value.
  await window.click(testid("filter-add"));
  await window.click(`${testid("filter-dimension")} option[value="channel"]`);
  await window.fill(testid("filter-search"), "chat");
  await until("only what was searched is offered", () => window.evaluate(`return document.querySelector('${testid("filter-value")}')?.textContent.includes("chat") ?? false`));
  await window.screenshot("filter");
  await window.click(testid("filter-value"));
  await window.sees(testid("filter-chip"));

  const asked = JSON.parse(await user.smix("kpi", "--from", FROM, "--to", TO, "--where", "channel=chat", "--format", "json")).rows;
  let compared = 0;
  for (const page of ["deflection", "satisfaction", "resolution", "escalations", "costs", "review"]) {
    await window.click(testid(`nav-${page}`));
    await window.sees(testid("filter-remove-channel"));
    const shown = () => window.evaluate(`return [...document.querySelectorAll('[data-testid^="figure-"][data-testid$="-whole"]')].map((cell) => [cell.dataset.testid.slice(7, -6), cell.dataset.value])`);
    await until(`${page} shows the figures of the filter`, async () => {
      const figures = await shown();
      return figures.length > 0 && figures.every(([kpi, value]) => value === String(asked.find((row) => row.kpi === kpi)?.value ?? ""));
    });
    compared += (await shown()).length;
  }
  assert.ok(compared > 40, `only ${compared} figures are on the pages`);

  // Compared with last year, by the rules and figures of the command line.
  await window.click(`${testid("compare")} option[value="last_year"]`);
  await until("it says with what", async () => (await window.text(testid("compared-with"))).includes("2025"));
  const beside = JSON.parse(await user.smix("kpi", "--from", FROM, "--to", TO, "--where", "channel=chat", "--kpi", "tickets", "--compare", "last-year", "--format", "json"));
  assert.equal(beside.compared_with.period.from, "2025-06-01");
  await window.evaluate("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", testid("figure-tickets-whole"));
  await window.click(testid("figure-tickets-whole"));
  await until("the panel says what the figure was then", async () => (await window.text(testid("panel"))).includes(`from ${beside.rows[0].before.value} in 1–30 Jun 2025`));
  await window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`);
  await window.click(`${testid("compare")} option[value="before"]`);

  // What if: as it was, it is the figure of all tickets; with all of them resolved by AI, people cost nothing.
  await window.click(testid("nav-costs"));
  const [perResolution] = JSON.parse(await user.smix("kpi", "--from", FROM, "--to", TO, "--kpi", "cost_per_resolution", "--format", "json")).rows;
  const euros = (amount) => `€${amount.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  const shown = (name) => window.evaluate("return document.querySelector(arguments[0])?.textContent", testid(name));
  await until("nothing assumed is what was", async () => (await shown("what-if-per-resolution")) === euros(perResolution.value));
  await window.fill(testid("what-if-share"), "100");
  await window.fill(testid("what-if-fee"), "0.89");
  await until("only AI and overhead cost something", async () => (await shown("what-if-total")) === euros(1000 + 2400 + 0.89 * perResolution.denominator));
  await window.screenshot("what-if");

  // Charts are split by what the reader chooses, and open the tickets within the filter.
  await window.click(testid("nav-deflection"));
  await window.click(`${testid("split")} option[value="language"]`);
  await window.sees(testid("chart-deflection-by-language"));
  await window.click(testid("figure-deflection_rate-whole"));
  await window.click(testid("panel-numerator"));
  await window.sees(testid("ticket-row"));
  const { numerator } = asked.find((row) => row.kpi === "deflection_rate");
  const listed = `${numerator.toLocaleString("en")} tickets`;
  assert.equal(await window.text(testid("ticket-count")), listed, "the list is as long as the figure says");
  await window.click(testid("filter-remove-channel"));
  await until("the list is longer without the filter", async () => (await window.text(testid("ticket-count"))) !== listed);

  // A step of the ladder opens its tickets, of the newest month of which all steps can be judged.
  const byOutcome = ["--from", "2026-05-01", "--to", "2026-05-31", "--kpi", "tickets", "--by", "ai_outcome", "--format", "json"];
  const assumed = JSON.parse(await user.smix("kpi", ...byOutcome)).rows.find((row) => row.group.ai_outcome === "assumed").value;
  await window.click(testid("nav-deflection"));
  await window.click(testid("chart-menu-ladder"));
  await window.click(testid("chart-as-table"));
  await window.sees(testid("chart-table-ladder"));
  // Each step has two shares; this is the first of the fourth.
  await window.evaluate(`document.querySelectorAll('${testid("chart-table-ladder")} button')[6].click()`);
  await until("the step has its tickets", async () => (await window.evaluate(`return document.querySelector('${testid("panel-value")}')?.dataset.value`)) === String(assumed));
  await window.click(testid("panel-cohort"));
  await window.sees(testid("ticket-row"));
  assert.equal(await window.text(testid("ticket-count")), `${assumed.toLocaleString("en")} tickets`, "the list is as long as the step says");

  // The palette goes to a page and opens a figure, by the keyboard alone.
  await window.evaluate(`dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }))`);
  await window.sees(testid("palette"));
  await window.fill(testid("palette-input"), "reopens");
  await window.screenshot("palette");
  await window.press(testid("palette-input"), ENTER);
  await window.sees(testid("panel"));
  assert.ok((await window.evaluate("return location.href")).includes("#/resolution"));
  assert.ok((await window.text(testid("panel"))).includes("Reopens"));

  // Started again, the reader is where they left.
  await window.quit();
  const again = await user.openWindow();
  await again.sees(testid("chart-fcr-by-language"), 30);
  assert.ok((await again.evaluate("return location.href")).includes("#/resolution"));
});
