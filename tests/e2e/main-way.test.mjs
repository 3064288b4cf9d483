import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { chooseFile, until, windowTest } from "./window.mjs";

const FROM = "2026-06-01";
const TO = "2026-06-30";
const COLUMNS = { whole: null, ai_only: "ai_only", hybrid: "hybrid", human_only: "human_only" };
const testid = (name) => `[data-testid="${name}"]`;

/** Shows these days: the picker's own fields, as a user fills them. */
async function choosePeriod(window) {
  await window.click(testid("period-picker"));
  await window.fill(testid("period-from"), FROM);
  await window.fill(testid("period-to"), TO);
  await window.click(testid("period-apply"));
  await until("the page shows the period", async () => (await window.evaluate("return location.href")).includes(FROM));
}

/** The figure's raw value as the page holds it, once the page has those of the wanted period. */
async function onPage(window, kpi, column) {
  const script = `return document.querySelector('${testid(`figure-${kpi}-${column}`)}')?.dataset.value ?? null`;
  return window.evaluate(script);
}

async function asked(user, ...more) {
  const printed = await user.smix("kpi", "--from", FROM, "--to", TO, "--format", "json", ...more);
  return JSON.parse(printed).rows;
}

/** The KPIs of the scorecard, by their names. */
function scorecard(window) {
  return window.evaluate(`return [...document.querySelectorAll('[data-testid^="figure-"][data-testid$="-whole"]')].map((cell) => cell.dataset.testid.slice(7, -6))`);
}

/** Every figure of the scorecard, compared with the command line. */
async function figuresAgree(user, window) {
  await window.sees(testid("scorecard"));
  const onCard = await scorecard(window);
  const whole = (await asked(user)).filter(({ kpi }) => onCard.includes(kpi));
  assert.equal(whole.length, onCard.length);
  const split = await asked(user, "--by", "resolution_type");
  let compared = 0;
  for (const { kpi, value } of whole) {
    const wanted = (column) =>
      COLUMNS[column] ? split.find((row) => row.kpi === kpi && row.group.resolution_type === COLUMNS[column])?.value : value;
    await until(`${kpi} is that of the period`, async () => (await onPage(window, kpi, "whole")) === String(value ?? ""));
    for (const column of Object.keys(COLUMNS)) {
      const shown = await onPage(window, kpi, column);
      if (shown === null) continue;
      assert.equal(shown, String(wanted(column) ?? ""), `${kpi} ${column}`);
      compared += 1;
    }
  }
  assert.ok(compared >= 20, `only ${compared} figures are on the page`);
}

windowTest("from a file to a figure, a chart and back again", async (user) => {
  const file = join(user.folder, "tickets.csv");
  await user.smix("sample", "--csv", file, "--tickets", "3000", "--until", "2026-07-06T00:00:00Z");
  // A row that cannot come in: its creation is no time.
  const header = readFileSync(file, "utf8").split("\n", 1)[0].split(",");
  appendFileSync(file, header.map((name) => ({ external_id: "broken", created_at: "yesterday" })[name] ?? "").join(",") + "\n");

  // Import: recognised, previewed, taken in, and what was refused is shown.
  let window = await user.openWindow(file);
  await window.fill(testid("import-source"), "helpdesk");
  await window.screenshot("import-preview");
  assert.deepEqual(await window.barriers(), []);
  await window.click(testid("import-start"));
  await window.sees(testid("import-summary"), 60);
  await window.screenshot("import-summary");
  assert.deepEqual(await window.barriers(), []);
  const summary = await window.text(testid("import-summary"));
  assert.match(summary, /yesterday/);
  const [record] = JSON.parse(await user.smix("imports", "--json"));
  assert.deepEqual([record.read, record.inserted, record.rejected], [3001, 3000, 1]);

  // Figures: each one on the page is that of the command line.
  await window.click(testid("import-review"));
  await choosePeriod(window);
  await figuresAgree(user, window);
  await window.screenshot("review");

  // A figure opens into its definition and its tickets.
  await window.click(testid("figure-deflection_rate-whole"));
  await window.sees(testid("panel"));
  await window.screenshot("figure");
  await window.click(testid("panel-numerator"));
  await window.sees(testid("ticket-row"));
  await window.screenshot("tickets");
  const [deflected] = (await asked(user)).filter((row) => row.kpi === "deflection_rate");
  assert.ok((await window.text("main")).includes(deflected.numerator.toLocaleString("en")), "the list is as long as the figure says");
  await window.click(testid("nav-review"));

  // A chart goes to a file, the same as from the command line.
  const picture = join(user.folder, "deflection.svg");
  await window.click(testid("chart-menu-deflection-by-query-type"));
  await window.click(testid("chart-export"));
  // The radio itself is drawn by its label.
  await window.click("//label[.//*[@data-testid=\"export-format-svg\"]]");
  await window.screenshot("export");
  // As a picture on the clipboard, it is what is pasted elsewhere.
  await window.click(testid("export-copy"));
  await until("the picture is copied", async () => (await window.text(testid("export-said"))).includes("Copied"));
  const { stdout: pasted } = await promisify(execFile)("xclip", ["-selection", "clipboard", "-target", "image/png", "-out"], { encoding: "buffer", maxBuffer: 64 << 20 });
  assert.deepEqual([pasted.subarray(1, 4).toString(), pasted.readUInt32BE(16), pasted.readUInt32BE(20)], ["PNG", 3200, 1800]);
  await window.click(testid("export-save"));
  await chooseFile("Save as", picture);
  const drawn = await until("the chart is written", () => readFileSync(picture, "utf8"));
  const same = join(user.folder, "same.svg");
  await user.smix("chart", "deflection-by-query-type", "--from", FROM, "--to", TO, "--size", "1600x900", "--format", "svg", "-o", same);
  assert.equal(drawn, readFileSync(same, "utf8"));

  // Started again, the same figures.
  await window.quit();
  window = await user.openWindow();
  await choosePeriod(window);
  await figuresAgree(user, window);
});

windowTest("sample data comes with one click and goes with one", async (user) => {
  const window = await user.openWindow();
  await window.screenshot("first-start");
  assert.deepEqual(await window.barriers(), []);
  await window.click(testid("first-start-sample"));
  await window.sees(testid("scorecard"), 60);
  assert.equal(JSON.parse(await user.smix("status", "--json")).tickets, 20000);
  for (const theme of ["dark", "light"]) {
    await window.click(testid("nav-settings"));
    await window.click(`//label[.//*[@data-testid="setting-theme-${theme}"]]`);
    for (const page of ["settings", "costs", "taxonomy", "learning", "accounts", "tickets", "data", "deflection", "satisfaction", "resolution", "escalations", "review"]) {
      await window.click(testid(`nav-${page}`));
      // What is nearly in sight is drawn after what is.
      await new Promise((drawn) => setTimeout(drawn, 1000));
      await window.screenshot(`${page}-${theme}`);
    }
    for (const chart of ["deflection-by-query-type", "deflection-trend", "fcr-by-resolution-type"]) {
      await window.evaluate("document.querySelector(arguments[0]).scrollIntoView()", testid(`chart-${chart}`));
      await window.sees(`${testid(`chart-${chart}`)} .chart svg`);
      await window.screenshot(`review-${chart}-${theme}`);
    }
  }
  await window.click(testid("nav-data"));
  await window.click(testid("sample-remove"));
  await window.click(testid("confirm-yes"));
  await until("no ticket is left", async () => JSON.parse(await user.smix("status", "--json")).tickets === 0);
  assert.deepEqual(JSON.parse(await user.smix("costs", "list", "--json")).entries, []);
});
