import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile, until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs", "taxonomy", "learning", "accounts", "tickets", "data", "settings", "pack"];
const settled = (milliseconds = 600) => new Promise((drawn) => setTimeout(drawn, milliseconds));

/** Labels that do not fit where they stand, and whether the page is wider than the window. Menus and long lists scroll. */
const CUT = `
  const cut = [];
  for (const label of document.querySelectorAll("button, h1, h2, h3, nav a, th, label, legend, .small, dt, summary")) {
    const { overflowX, display } = getComputedStyle(label);
    if (display === "inline" || label.closest(".truncate, .hidden, [aria-hidden=true]")) continue;
    const over = label.scrollWidth - label.clientWidth;
    if (over > 1 && label.clientWidth > 0 && overflowX !== "auto") cut.push(label.tagName + " “" + label.textContent.trim().slice(0, 60) + "” by " + over);
  }
  if (document.documentElement.scrollWidth > innerWidth) cut.push("the page itself");
  const main = document.querySelector("main");
  for (const box of main.querySelectorAll("*")) {
    if (box.closest(".scroll-x, .hidden, svg, canvas")) continue;
    if (box.getBoundingClientRect().right > innerWidth + 1) cut.push(box.tagName + "." + box.className + " leaves the window");
  }
  return cut;`;

/** What English has and German has not: our own words, as those of the tickets are in English here. */
const ENGLISH = /\b(the|of|from|with|without|tickets? that|no value|by|over time|(?<!-)rate|settings|save|show|change)\b/i;

windowTest("a German system gets German words, numbers and days, and all of them fit", async (user) => {
  const file = join(user.folder, "tickets.csv");
  await user.smix("sample", "--csv", file, "--tickets", "3000", "--until", "2026-07-06T00:00:00Z");
  let window = await user.openWindow();
  assert.equal(await window.evaluate("return document.documentElement.lang"), "de");
  assert.deepEqual(await window.evaluate(CUT), []);
  await window.screenshot("german-start");
  await window.quit();
  await user.smix("import", file, "--source", "helpdesk");
  await user.smix("costs", "set", "--from", "2026-01", "--people", "48500", "--ai-fixed", "1000", "--ai-usage", "0.89", "--overhead", "2400");
  const [from, to] = ["2026-06-01", "2026-06-30"];

  window = await user.openWindow();
  await window.click(testid("period-picker"));
  await window.fill(testid("period-from"), "31.6.2026");
  await window.fill(testid("period-to"), "30.6.2026");
  assert.ok(await window.evaluate("return document.querySelector(arguments[0]).disabled", testid("period-apply")), "June has no 31st day");
  await window.fill(testid("period-from"), "1.6.2026");
  await window.click(testid("period-apply"));
  await until("the page shows June", async () => (await window.evaluate("return location.href")).includes(`from=${from}&to=${to}`));

  const found = [];
  for (const theme of ["light", "dark"]) {
    await window.click(testid("nav-settings"));
    await window.click(`//label[.//*[@data-testid="setting-theme-${theme}"]]`);
    for (const page of PAGES) {
      if (page === "pack") await window.click(testid("nav-review"));
      await window.click(testid(page === "pack" ? "pack-link" : `nav-${page}`));
      const there = { tickets: "ticket-row", data: "imports", settings: "setting-language-de", pack: "pack-preview" }[page] ?? "scorecard";
      await until(`${page} has its answer`, () => window.evaluate(`return document.querySelector('[data-testid="${there}"]') !== null && document.querySelector("[aria-busy=true]") === null`));
      await settled();
      await window.screenshot(`german-${page}-${theme}`);
      for (const label of await window.evaluate(CUT)) found.push(`${page}, ${theme}: ${label}`);
      // Names of our own, of the tickets' words and of people's zones are in no language.
      let said = "";
      for (let more = true; more; ) {
        said += await window.evaluate(`
        const copy = document.body.cloneNode(true);
        for (const own of copy.querySelectorAll("td, canvas, option, .mono, script, style, [lang=en], [dir=auto], [data-testid=what-changed] li, [data-testid=pack-preview] :is(h3, p)")) own.remove();
        return copy.textContent.replaceAll(/\\s+/g, " ");`);
        more = await window.evaluate(`const page = document.querySelector(".page"), at = page.scrollTop; page.scrollBy(0, 600); return page.scrollTop > at`);
        // Charts are drawn as they come in sight.
        if (more) await settled(200);
      }
      // What the sample calls a query type and its pages stand in charts, too, once these are drawn.
      const left = said.replaceAll(/Plan change|\/settings\/(general|people|roles|security)/g, "").match(new RegExp(`.{0,40}${ENGLISH.source}.{0,40}`, "i"));
      if (left) found.push(`${page}: English in “${left[0]}”`);
    }
  }
  assert.deepEqual(found, []);

  // A German comma is one; what is a decimal point to others is none here.
  await window.click(testid("nav-costs"));
  const shown = (name) => window.evaluate("return document.querySelector(arguments[0])?.textContent", testid(name));
  const [{ denominator }] = JSON.parse(await user.smix("kpi", "--from", from, "--to", to, "--kpi", "cost_per_resolution", "--format", "json")).rows;
  await window.fill(testid("what-if-share"), "100");
  await window.fill(testid("what-if-fee"), "0.95");
  await until("0.95 is refused", async () => (await shown("what-if")).includes("Schreiben Sie Zahlen"));
  await window.fill(testid("what-if-fee"), "1.000,95");
  const total = (1000 + 2400 + 1000.95 * denominator).toLocaleString("de", { style: "currency", currency: "EUR" });
  await until("1.000,95 is a thousand and some", async () => (await shown("what-if-total")) === total);

  // The picture that the window saves is the one of the command line.
  await window.click(testid("nav-deflection"));
  const chart = "deflection-by-query-type";
  await window.sees(testid(`chart-${chart}`));
  await window.click(testid(`chart-menu-${chart}`));
  await window.click(testid("chart-export"));
  await window.sees(testid("export-dialog"));
  await window.screenshot("german-export");
  const [saved, drawn] = [join(user.folder, "window.svg"), join(user.folder, "smix.svg")];
  await window.click(`//label[.//*[@data-testid="export-format-svg"]]`);
  await window.click(testid("export-save"));
  await chooseFile("Speichern unter", saved);
  await until("the picture is there", () => readFileSync(saved).length > 0);
  await user.smix("chart", chart, "--from", from, "--to", to, "--size", "1600x900", "--theme", "dark", "--language", "de", "-o", drawn);
  assert.equal(readFileSync(saved, "utf8"), readFileSync(drawn, "utf8"));
  assert.match(readFileSync(saved, "utf8"), /Deflection-Rate nach Anliegen/);
  await window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`);

  // Another language can be chosen, and is kept.
  await window.click(testid("nav-settings"));
  await window.click(`//label[.//*[@data-testid="setting-language-en"]]`);
  await until("the page is in English", () => window.evaluate("return document.documentElement.lang === 'en' && document.body.dataset.painted"));
  await window.collectErrors();
  await window.quit();
  const again = await user.openWindow();
  assert.equal(await again.evaluate("return document.documentElement.lang"), "en");
}, "de_DE");
