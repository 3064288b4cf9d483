import assert from "node:assert/strict";
import { windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs", "taxonomy", "learning", "accounts", "tickets", "data", "settings"];
const settled = () => new Promise((drawn) => setTimeout(drawn, 600));

/** What opens over a page, by the page and what is clicked for it, and what is there then. */
const OPENED = [
  ["review", "figure-csat-whole", "panel"], ["tickets", "ticket-row", "ticket-panel"], ["data", "data-connect", "connect-dialog"],
  ["deflection", "filter-add", "filter-search"], ["deflection", "palette-open", "palette"], ["deflection", "period-picker", "period-apply"],
];

windowTest("no page and no dialog keeps anybody out, in either theme", async (user) => {
  const file = `${user.folder}/tickets.csv`;
  await user.smix("sample", "--csv", file, "--tickets", "2000", "--until", "2026-07-06T00:00:00Z");
  await user.smix("import", file, "--source", "helpdesk");
  const window = await user.openWindow();
  const found = [];
  const look = async (where) => {
    await settled();
    for (const barrier of await window.barriers()) found.push(`${where}: ${barrier}`);
  };
  for (const theme of ["light", "dark"]) {
    await window.click(testid("nav-settings"));
    await window.click(`//label[.//*[@data-testid="setting-theme-${theme}"]]`);
    for (const page of PAGES) {
      await window.click(testid(`nav-${page}`));
      await look(`${page}, ${theme}`);
    }
    for (const [page, click, opened] of OPENED) {
      await window.click(testid(`nav-${page}`));
      await settled();
      await window.click(testid(click));
      await window.sees(testid(opened));
      await look(`${opened} on ${page}, ${theme}`);
      await window.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))`);
      await settled();
    }
  }
  assert.deepEqual(found, []);
});
