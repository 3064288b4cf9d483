import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
/** The key, as WebDriver writes it. */
const ENTER = "\uE007";
const JUNE = ["--from", "2026-06-01", "--to", "2026-06-30"];

/** A desk with tickets of 15 months up to July 2026, and the window on June. */
async function onJune(user) {
  const file = `${user.folder}/tickets.csv`;
  await user.smix("sample", "--csv", file, "--tickets", "3000", "--until", "2026-07-06T00:00:00Z");
  await user.smix("import", file, "--source", "helpdesk");
  const window = await user.openWindow();
  await window.click(testid("nav-review"));
  await window.click(testid("period-picker"));
  await window.fill(testid("period-from"), "2026-06-01");
  await window.fill(testid("period-to"), "2026-06-30");
  await window.click(testid("period-apply"));
  // Until then, what is clicked may still move.
  await until("the figures are those of June", () => window.evaluate(`return document.querySelector('${testid("compared-with")}')?.textContent.includes("May 2026") && !document.querySelector('[aria-busy="true"]')`));
  return window;
}

const escape = (window) => window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`);
const content = (window, name) => window.evaluate("return document.querySelector(arguments[0])?.textContent ?? ''", testid(name));

windowTest("notes are kept, go into the published review, and what is restated later is told", async (user) => {
  const window = await onJune(user);
  await window.click(testid("note-button-scorecard-csat"));
  await window.fill(testid("note-text"), "The survey was sent later.");
  await until("it is kept", async () => (await content(window, "note-status")) === "Saved");
  await window.screenshot("note");
  await escape(window);
  // Left while it is being written: nothing is lost.
  await window.evaluate("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", testid("note-button-scorecard-tickets"));
  await window.click(testid("note-button-scorecard-tickets"));
  await window.fill(testid("note-text"), "A quiet month.");
  await window.evaluate(`location.hash = "#/deflection" + location.hash.slice("#/review".length)`);
  await window.sees(testid("chart-deflection-trend"));
  await window.click(testid("nav-review"));
  await until("both are there again", async () => (await content(window, "note-csat")) === "The survey was sent later." && (await content(window, "note-tickets")) === "A quiet month.");
  await window.screenshot("review-notes");
  assert.deepEqual(await window.barriers(), []);

  await window.click(testid("review-publish"));
  await window.fill(testid("publish-note"), "June, as discussed");
  await window.screenshot("publish");
  await window.click(testid("publish-now"));
  await window.sees(testid("published-review"));
  assert.equal(await content(window, "published-note-csat"), "The survey was sent later.");
  const [review] = JSON.parse(await user.smix("review", "list", "--json"));
  assert.deepEqual([review.note, review.period.from], ["June, as discussed", "2026-06-01"]);
  const shown = JSON.parse(await user.smix("review", "show", "1", "--json"));
  assert.deepEqual(shown.notes.map(({ kpi }) => kpi), ["csat", "tickets"]);
  const wholes = (rows) => rows.filter(({ group }) => Object.keys(group).length === 0);
  // Of what takes time to tell, the newest month that could be judged.
  const figures = new Map([...wholes(shown.rows), ...wholes(shown.mature.rows)].map(({ kpi, value }) => [kpi, value]));
  const cells = await window.evaluate(`return [...document.querySelectorAll('[data-testid^="published-"][data-testid$="-whole"]')].map((cell) => [cell.dataset.testid.slice(10, -6), cell.dataset.value])`);
  assert.ok(cells.length > 10, `only ${cells.length} figures are published`);
  for (const [kpi, value] of cells) assert.equal(value, String(figures.get(kpi) ?? ""), kpi);
  assert.equal(await content(window, "restated-count"), "All figures are the same today.");

  // From the Review of today, it is one click away, and takes no more notes.
  await window.click(testid("review-live"));
  await window.sees(testid("review-published"));
  assert.equal(await window.evaluate(`return document.querySelectorAll('[data-testid^="note-button"]').length`), 0);
  await user.smix("settings", "set", "csat-scale", "5=5");
  await window.click(testid("reviews-all"));
  await window.screenshot("reviews");
  await window.click(testid("review-open"));
  const { value, now } = JSON.parse(await user.smix("review", "show", "1", "--json")).rows.find(({ kpi, group }) => kpi === "csat" && Object.keys(group).length === 0);
  const percent = (share) => `${(share * 100).toFixed(1)}%`;
  await until("the page says what CSAT was restated to", async () => (await content(window, "restated-csat-whole")) === `restated ${percent(value)} → ${percent(now)}`);
  await window.screenshot("published");
  assert.deepEqual(await window.barriers(), []);
});

windowTest("a view comes back by its name, and its figures are those of the command line", async (user) => {
  const window = await onJune(user);
  await window.click(testid("nav-deflection"));
  await window.click(testid("filter-add"));
  await window.click(`${testid("filter-dimension")} option[value="channel"]`);
  await window.fill(testid("filter-search"), "chat");
  await until("only what was searched is offered", () => window.evaluate(`return document.querySelector('${testid("filter-value")}')?.textContent.includes("chat") ?? false`));
  await window.click(testid("filter-value"));
  await window.click(`${testid("split")} option[value="language"]`);
  await window.click(`${testid("split-and")} option[value="team"]`);
  await window.sees(testid("chart-deflection-by-language-and-team"));
  await window.sees(testid("chart-deflection-trend-by-language"));
  await window.click(`${testid("compare")} option[value="last_year"]`);

  // AI resolutions counted as a vendor does: labelled, and the command line's.
  await window.click(`${testid("count-as")} option[value="intercom"]`);
  const [counted] = JSON.parse(await user.smix("kpi", ...JUNE, "--where", "channel=chat", "--count-as", "intercom", "--format", "json")).rows;
  await until("the figure is Intercom's", async () => (await window.evaluate("return document.querySelector(arguments[0])?.dataset.value", testid("figure-ai_resolution_rate-whole"))) === String(counted.value));
  await until("the chart says so", async () => (await content(window, "chart-ai-resolution-by-language-and-team")).includes("AI resolution by language and team, as Intercom counts"));
  await window.screenshot("count-as");
  await window.click(testid("figure-ai_resolution_rate-whole"));
  await window.click(testid("panel-numerator"));
  await window.sees(testid("ticket-row"));
  const listed = `${counted.numerator.toLocaleString("en")} tickets`;
  await until("the list is as long as the figure says", async () => (await window.evaluate("return document.querySelector('main').textContent")).includes(listed));
  await window.evaluate("history.back()");
  await window.sees(testid("count-as"));

  await window.click(testid("views"));
  await window.click(testid("view-save"));
  await window.fill(testid("view-name"), "Chat");
  await window.screenshot("view-dialog");
  await window.click(testid("view-save-now"));
  await until("its name is shown", async () => (await content(window, "views")).trim() === "Chat");
  const place = await window.evaluate("return location.hash");
  const [view] = JSON.parse(await user.smix("views", "--json"));
  assert.deepEqual([view.name, view.look.page, view.look.split, view.look.compare, view.look.count_as], ["Chat", "deflection", ["language", "team"], "last_year", "intercom"]);
  assert.deepEqual(JSON.parse(await user.smix("kpi", "--view", "Chat", "--count-as", "intercom", "--format", "json")).rows, [counted]);

  // Gone elsewhere, it is opened by its name from the search.
  await window.click(testid("nav-satisfaction"));
  await window.click(testid("filter-remove-channel"));
  await window.evaluate(`dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true }))`);
  await window.fill(testid("palette-input"), "Chat");
  await until("it is found", () => window.evaluate(`return [...document.querySelectorAll("[data-command-item]")].some((item) => item.textContent.trim() === "Chat")`));
  await window.press(testid("palette-input"), ENTER);
  await until("it is where it was", async () => (await window.evaluate("return location.hash")) === place);

  await window.click(testid("views"));
  await window.screenshot("views");
  await window.click(testid("view-change"));
  await window.click(testid("view-rename"));
  await window.fill(testid("view-renamed"), "Chat by language");
  await window.click(testid("view-rename-now"));
  await until("it is renamed", async () => JSON.parse(await user.smix("views", "--json"))[0].name === "Chat by language");
  await window.click(testid("view-remove"));
  await window.click(testid("view-remove"));
  await until("it is deleted", async () => JSON.parse(await user.smix("views", "--json")).length === 0);
  await escape(window);

  // A value that no ticket has any more is told, and can be left out.
  await window.evaluate(`location.hash = "#/review?where=query_type:Fax,channel:chat"`);
  await window.sees(testid("unknown-filters"));
  assert.match(await content(window, "unknown-filters"), /Fax/);
  await window.screenshot("unknown-filters");
  await window.click(testid("unknown-drop"));
  await window.sees(testid("scorecard"));
  await window.sees(testid("filter-remove-channel"));
});

windowTest("many changes of a filter end with the figures of the last", async (user) => {
  const window = await onJune(user);
  await window.sees(testid("scorecard"));
  // The old figures stay until the new ones are there: the page is never without any.
  await window.evaluate(`
    window.gone = 0;
    new MutationObserver(() => (window.gone += document.querySelector('[data-testid="scorecard"]') ? 0 : 1)).observe(document.body, { childList: true, subtree: true });
    window.changed = 0;
    const channels = ["phone", "email", "chat"];
    for (let change = 0; change < 60; change += 1)
      setTimeout(() => {
        location.hash = "#/review?from=2026-06-01&to=2026-06-30&where=channel:" + channels[change % 3];
        window.changed += 1;
      }, change * 15);
  `);
  // On a slow machine the figures of an earlier turn of the same filter can be seen while changes are still to come.
  const last = "#/review?from=2026-06-01&to=2026-06-30&where=channel:chat";
  await until("the changes are over", async () => (await window.evaluate("return window.changed === 60 && location.hash")) === last);
  const asked = JSON.parse(await user.smix("kpi", ...JUNE, "--where", "channel=chat", "--kpi", "tickets,deflection_rate", "--format", "json")).rows;
  for (const { kpi, value } of asked) {
    await until(`${kpi} is that of the last filter`, async () => (await window.evaluate("return document.querySelector(arguments[0])?.dataset.value", testid(`figure-${kpi}-whole`))) === String(value));
  }
  assert.equal(await window.evaluate("return window.gone"), 0);
  assert.equal(await window.evaluate("return location.hash"), last);
});
