import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
const [PAGE_DOWN, END, HOME, ENTER, DOWN] = ["\uE00F", "\uE010", "\uE011", "\uE007", "\uE015"];
const DAYS = ["--from", "2026-01-01", "--to", "2026-06-30"];

windowTest("tickets are scrolled, ordered, searched and judged", async (user) => {
  const file = `${user.folder}/tickets.csv`;
  await user.smix("sample", "--csv", file, "--tickets", "20000", "--until", "2026-07-06T00:00:00Z");
  await user.smix("import", file, "--source", "helpdesk");
  const listed = async (...more) => JSON.parse(await user.smix("tickets", ...DAYS, "--kpi", "tickets", "--in", "cohort", "--format", "json", ...more));
  const window = await user.openWindow();
  await window.sees(testid("scorecard"), 60);
  await window.evaluate(`location.hash = "#/tickets?from=2026-01-01&to=2026-06-30"`);

  /** The numbers in sight, from the top. */
  const shown = () => window.evaluate(`return [...document.querySelectorAll('${testid("ticket-row")}')].map((row) => row.firstElementChild.textContent)`);
  const rowsAt = () => window.evaluate(`return [...document.querySelectorAll('${testid("ticket-row")}')].map((row) => Number(row.getAttribute("aria-rowindex")) - 2)`);
  const showsAll = async (what, list) =>
    until(what, async () => {
      const [numbers, places] = [await shown(), await rowsAt()];
      return numbers.length > 10 && numbers.every((number, at) => number === list[places[at]]?.external_id) && numbers;
    });

  // The newest first, from end to end, with few rows there at a time.
  const newest = await listed("--sort", "created", "--descending");
  assert.ok(newest.total > 5_000);
  await showsAll("the list begins with the newest", newest.rows);
  assert.equal(await window.text(testid("ticket-count")), `${newest.total.toLocaleString("en")} tickets`);
  assert.equal(await window.evaluate(`return document.querySelector('${testid("ticket-table")}').getAttribute("aria-rowcount")`), String(newest.total + 1));
  await window.press(testid("ticket-table"), END);
  await until("the last one is in sight", async () => (await shown()).at(-1) === newest.rows.at(-1).external_id);
  await showsAll("the end is that of the list", newest.rows);
  assert.ok((await shown()).length < 60);
  await window.evaluate(`document.querySelector('${testid("ticket-table")}').scrollTop = 70000`);
  await showsAll("the middle is that of the list", newest.rows);
  await window.press(testid("ticket-table"), HOME);
  await window.press(testid("ticket-table"), PAGE_DOWN);
  await showsAll("the keys go through it", newest.rows);
  assert.deepEqual(await window.barriers(), []);

  // In the order of any column; back and forward go through the orders.
  for (const by of ["number", "query_type", "resolution_type", "rating"]) {
    await window.click(testid(`ticket-order-${by}`));
    await showsAll(`the list is by ${by}`, (await listed("--sort", by)).rows);
    await window.click(testid(`ticket-order-${by}`));
    await showsAll(`the list is by ${by}, turned around`, (await listed("--sort", by, "--descending")).rows);
  }
  await window.evaluate("history.back()");
  await showsAll("back is the order before", (await listed("--sort", "rating")).rows);
  await window.screenshot("tickets-by-rating");

  // Searched, and a ticket that is of another time is named.
  await window.fill(testid("ticket-find"), "invoice");
  const found = await listed("--find", "invoice");
  assert.ok(found.total > 20 && found.total < newest.total);
  await until("the words are found", async () => (await window.text(testid("ticket-count"))) === `${found.total.toLocaleString("en")} tickets`);
  await window.screenshot("tickets-found");
  const [old] = JSON.parse(await user.smix("tickets", "--from", "2025-01-01", "--to", "2025-12-31", "--kpi", "tickets", "--in", "cohort", "--format", "json")).rows;
  await window.fill(testid("ticket-find"), old.external_id);
  await window.sees(testid("ticket-elsewhere"));
  await window.click(testid("ticket-elsewhere"));
  await window.sees(testid("ticket-panel"));
  await window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`);

  // A ticket that AI took part in is judged: the figure says so at once.
  await window.evaluate(`location.hash = "#/tickets?from=2026-01-01&to=2026-06-30&resolution_type=ai_only&kpi=tickets&part=cohort&sort=created"`);
  const accuracy = async () => JSON.parse(await user.smix("kpi", ...DAYS, "--kpi", "feedback_coverage", "--format", "json")).rows[0];
  const before = await accuracy();
  const ai = JSON.parse(await user.smix("tickets", ...DAYS, "--kpi", "tickets", "--in", "cohort", "--where", "resolution_type=ai_only", "--format", "json")).rows;
  await showsAll("the list is of tickets that AI resolved", ai);
  await window.press(testid("ticket-table"), DOWN);
  await window.press(testid("ticket-table"), DOWN);
  await window.press(testid("ticket-table"), ENTER);
  await window.sees(testid("ticket-panel"));
  await until("the second one is open", async () => (await window.text(testid("ticket-panel"))).includes(`helpdesk ${ai[1].external_id}`));
  await window.click(`//label[.//*[@data-testid="verdict-word-partial"]]`);
  await window.fill(testid("verdict-note"), "The link was dead.");
  await window.screenshot("ticket-judging");
  await window.click(testid("verdict-save"));
  await until("it is kept", async () => (await window.text(testid("verdict-given"))) === "Partly right");
  await window.screenshot("ticket-judged");
  assert.deepEqual(await window.barriers(), []);
  const [given] = JSON.parse(await user.smix("verdicts", "list", "--format", "json"));
  assert.deepEqual([given.external_id, given.verdict, given.note], [ai[1].external_id, "partial", "The link was dead."]);
  const had = JSON.parse(await user.smix("ticket", `helpdesk/${ai[1].external_id}`, "--json")).fields.ai_feedback !== undefined;
  assert.equal((await accuracy()).numerator, before.numerator + (had ? 0 : 1));
  // On to the next one and back, by the keys.
  const arrow = (key) => window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: arguments[0], bubbles: true }))`, key);
  await arrow("ArrowRight");
  await until("the next one is open", async () => (await window.text(testid("ticket-panel"))).includes(`helpdesk ${ai[2].external_id}`));
  await window.click(testid("ticket-previous"));
  await window.click(testid("verdict-remove"));
  await until("it is taken back", async () => (await user.smix("verdicts", "list", "--format", "json")).trim() === "[]");
  assert.deepEqual(await accuracy(), before);
});
