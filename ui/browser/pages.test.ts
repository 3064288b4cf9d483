import { expect } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { zendesk } from "../../tests/e2e/zendesk.mjs";
import { look, open, settled, test, testid } from "./desk";
import { OTHERS, PAGES } from "./pages";

const fixture = (name: string) => fileURLToPath(new URL(`../../tests/fixtures/${name}`, import.meta.url));

test("each page of the sidebar is looked at here", async ({ page, desk }) => {
  await open(page, desk);
  const links = await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("data-testid")));
  expect(links).toEqual(PAGES.map((name) => `nav-${name}`));
});

for (const name of [...PAGES, ...OTHERS]) {
  test(`the page ${name} opens quietly and keeps nobody out`, async ({ page, desk }) => {
    await open(page, desk, name);
    await expect(page.locator("h1")).toBeVisible();
    await look(page, name);
  });
}

test("a period without tickets says so", async ({ page, desk }) => {
  await open(page, desk, "review?from=2030-01-07&to=2030-01-13");
  await expect(page.locator(testid("review-empty"))).toBeVisible();
  await look(page, "empty-period");
});

test("an empty store offers its three ways", async ({ page, serve }) => {
  await open(page, await serve());
  for (const way of ["import", "connect", "sample"]) await expect(page.locator(testid(`first-start-${way}`))).toBeVisible();
  await look(page, "start");
});

test("a store that cannot be opened is told of", async ({ page, serve }) => {
  await open(page, await serve({ store: "Dear Ada,\n".repeat(200) }));
  await expect(page.locator(testid("failure"))).toBeVisible();
  await look(page, "no-store");
});

test("a file is shown as it will be understood, then imported", async ({ page, serve }) => {
  await open(page, await serve({ picked: [fixture("table/german.input.csv")] }));
  await page.click(testid("first-start-import"));
  await expect(page.locator(testid("import-rows"))).toBeVisible();
  await look(page, "import-preview");
  await page.fill(testid("import-source"), "helpdesk");
  await page.click(testid("import-start"));
  await expect(page.locator(testid("import-summary"))).toBeVisible();
  await look(page, "import-summary");
});

test("a helpdesk's tickets are shown as they are understood", async ({ page, serve }) => {
  const helpdesk = await zendesk(250);
  try {
    const desk = await serve();
    await desk.ask("connect", { form: { name: "desk", kind: "zendesk", address: helpdesk.address, user: null, since: null, every_hours: null }, secret: helpdesk.token });
    await open(page, desk, "data");
    await expect(page.locator(testid("connection"))).toBeVisible();
    await look(page, "connections");
    await page.click(testid("connection-mapping"));
    await expect(page.locator(testid("import-rows"))).toBeVisible();
    await settled(page);
    await look(page, "mapping");
  } finally {
    helpdesk.close();
  }
});

test("charts are drawn as they come nearly in sight, and show nothing of another filter", async ({ page, desk }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await open(page, desk, "resolution");
  const drawn = () => page.locator('[data-testid^="chart-"]:has(.chart svg)').evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset["testid"]));
  const all = await page.locator('section[data-testid^="chart-"]').count();
  const last = page.locator('section[data-testid^="chart-"]').last();
  await expect.poll(async () => (await drawn()).length).toBeGreaterThan(1);
  expect((await drawn()).length).toBeLessThan(all);
  await expect(last.locator(".chart svg")).toHaveCount(0);
  // One that is a little below the window is there before it is scrolled to.
  const below = await page.locator('section[data-testid^="chart-"]').evaluateAll((cards) => cards.filter((card) => card.getBoundingClientRect().top > innerHeight && card.querySelector(".chart svg")).length);
  expect(below).toBeGreaterThan(0);
  await last.scrollIntoViewIfNeeded();
  await expect(last.locator(".chart svg")).toBeVisible();
  const words = await last.locator(".chart").getAttribute("aria-label");
  // Back at the top it is out of sight; with other tickets, its words are of those, drawn or not.
  await page.locator(".page").evaluate((scrolled) => scrolled.scrollTo(0, 0));
  await expect(last.locator(".chart svg")).toHaveCount(0);
  await page.evaluate(() => (location.hash += "?where=channel%3Achat"));
  await expect(last.locator(".chart")).not.toHaveAttribute("aria-label", words ?? "");
  await expect(last.locator(".chart svg")).toHaveCount(0);
});

test("two published reviews are compared", async ({ page, serve }) => {
  const desk = await serve();
  await desk.ask("load_sample");
  await expect.poll(async () => ((await desk.ask("import_state")) as { running: unknown }).running, { timeout: 60_000 }).toBeNull();
  const publish = (from: string, to: string, filters: object[]) => desk.ask("freeze_review", { scope: { period: { from, to }, filters }, compare: "before", note: null });
  await publish("2026-06-08", "2026-06-14", []);
  await publish("2026-06-15", "2026-06-21", []);
  await publish("2026-06-22", "2026-06-28", [{ dimension: "channel", value: "chat" }]);
  await open(page, desk, "reviews");
  const choices = page.locator(testid("review-choose"));
  await choices.nth(0).check();
  await choices.nth(2).check();
  await expect(choices.nth(1)).toBeDisabled();
  await expect(page.locator(testid("review-kept-pack"))).toHaveCount(3);
  await look(page, "reviews-chosen");
  await page.click(testid("reviews-compare"));
  await expect(page.locator(testid("compared-cautions"))).toContainText("different tickets");
  await look(page, "reviews-compared");
  // The earlier one stands first, and what has come since is the difference.
  const counts = await page.locator(`[data-testid^="compared-tickets-whole"]`).evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset["value"])));
  const by = await page.locator(testid("difference-tickets-whole")).innerText();
  expect(Number(by.replace("−", "-"))).toBe((counts[1] ?? NaN) - (counts[0] ?? NaN));
  await page.goBack();
  await expect(page.locator(testid("reviews"))).toBeVisible();
  await page.goForward();
  await expect(page.locator(testid("compared-reviews"))).toBeVisible();
});

test("a decision shows at once, with who made it and why, and is taken back", async ({ page, serve }) => {
  const desk = await serve();
  await desk.ask("load_sample");
  await expect.poll(async () => ((await desk.ask("import_state")) as { running: unknown }).running, { timeout: 60_000 }).toBeNull();
  await open(page, desk, "taxonomy");
  const first = page.locator(testid("taxonomy-open")).first();
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("type-panel"))).toBeVisible();
  await page.locator(`label:has(${testid("bucket-human_required")})`).click();
  await page.fill(testid("bucket-why"), "Only people may answer this");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("decision-bucket"))).toContainText("Only people may answer this");
  await settled(page);
  await look(page, "taxonomy-decided");
  await page.click(testid("take-back-bucket"));
  await expect(page.locator(testid("decision-bucket"))).toHaveCount(0);
  // A blueprint is saved, and nothing is different since.
  await page.keyboard.press("Escape");
  await page.fill(testid("blueprint-name"), "Q3");
  await page.click(testid("blueprint-save"));
  await page.click(testid("blueprint-compare"));
  await expect(page.locator(testid("blueprint-same"))).toBeVisible();
  // It is removed with a second press, and the focus stays near.
  await page.click(testid("blueprint-remove"));
  await page.click(testid("blueprint-remove"));
  await expect(page.locator(testid("blueprint-list"))).toHaveCount(0);
  await expect(page.locator(testid("blueprint-name"))).toBeFocused();
  // All of it stays known.
  await open(page, desk, "data");
  await page.click(testid("decisions-history"));
  await expect(page.locator(`${testid("decisions")} tbody tr`)).toHaveCount(4);
  await settled(page);
  await look(page, "decisions");
});

test("an alert is judged with one click, and the status line counts one less", async ({ page, serve }) => {
  const desk = await serve();
  await desk.ask("load_sample");
  await expect.poll(async () => ((await desk.ask("import_state")) as { running: unknown }).running, { timeout: 60_000 }).toBeNull();
  await open(page, desk, "review");
  await page.click(testid("status-alerts"));
  await settled(page);
  const waiting = page.locator(`${testid("alerts")} ${testid("alert")}`);
  const before = await waiting.count();
  expect(before).toBeGreaterThan(0);
  await waiting.first().locator(testid("alert-dismiss")).click();
  await expect(waiting).toHaveCount(before - 1);
  await page.click(testid("alerts-earlier"));
  await expect(page.locator(testid("decision-alert"))).toHaveCount(1);
  await settled(page);
  await look(page, "alert-judged");
});

test("a type that is not there yet is accepted, counted, and taken back", async ({ page, serve }, info) => {
  const subjects = ["Refund for my order", "Where are my API keys?", "API keys do not work", "A question on sign-on with SAML"];
  const day = (number: number) => new Date(Date.UTC(2026, 5, 1, 8) + number * 3 * 3_600_000).toISOString();
  const rows = Array.from({ length: 200 }, (_, number) => `${number},${day(number)},${subjects[number % 4]},${number % 8 === 0 ? "Billing" : ""}`);
  const file = info.outputPath("untyped.csv");
  writeFileSync(file, ["id,created_at,subject,query_type", ...rows].join("\n"));
  const desk = await serve({ picked: [file] });
  await open(page, desk);
  await page.click(testid("first-start-import"));
  await page.fill(testid("import-source"), "desk");
  await page.click(testid("import-start"));
  await expect(page.locator(testid("import-summary"))).toBeVisible();
  await open(page, desk, "taxonomy");
  const proposed = page.locator(`${testid("proposals")} tbody tr`);
  await expect(proposed.filter({ hasText: "api keys" }).locator("td").first()).toHaveText("100");
  await look(page, "taxonomy-new-types");

  // The name of a type that is there is proposed; another one is the reader's own.
  await expect(proposed.filter({ hasText: "refund" }).locator(testid("proposal-name"))).toHaveValue("Billing");
  const count = await proposed.count();
  await proposed.filter({ hasText: "api keys" }).locator(testid("proposal-name")).fill("Keys");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("new-types-said"))).toContainText("Keys");
  await expect(proposed).toHaveCount(count - 1);
  await expect(page.locator(testid("taxonomy")).locator("tr", { hasText: "Keys" })).toContainText("100");
  await page.click(testid("told-types-open"));
  await page.fill(testid("told-name"), "Sign-on");
  await page.fill(testid("told-words"), "SAML, SSO");
  await page.click(testid("told-save"));
  await expect(page.locator(`${testid("told-types")} tbody tr`)).toHaveCount(2);
  await settled(page);
  await look(page, "taxonomy-told-types");
  await page.locator(`${testid("told-types")} tbody tr`, { hasText: "SAML" }).locator(testid("take-back-query_type")).click();
  await expect(page.locator(`${testid("told-types")} tbody tr`)).toHaveCount(1);
  await expect(page.locator(testid("taxonomy")).locator("tr", { hasText: "Sign-on" })).toHaveCount(0);
});

/** What opens over a page: the page, what is clicked for it, and what is there then. */
const OPENED = [
  ["review", testid("figure-csat-whole"), "panel"],
  ["tickets", testid("ticket-row"), "ticket-panel"],
  ["deflection", testid("chart-menu-deflection-by-query-type"), "chart-export"],
  ["deflection", testid("filter-add"), "filter-search"],
  ["deflection", testid("palette-open"), "palette"],
  ["deflection", testid("period-picker"), "period-apply"],
  ["data", testid("data-connect"), "connect-dialog"],
  ["review", testid("note-button-scorecard-csat"), "note-text"],
  ["review", testid("review-publish"), "publish-dialog"],
  ["deflection", testid("views"), "view-save"],
  ["review", testid("reviews-all"), "reviews-none"],
  ["taxonomy", testid("taxonomy-open"), "type-panel"],
  ["learning", testid("gap-edit"), "gap-owner"],
  ["learning", testid("release-declare"), "release-version"],
  ["learning", testid("training"), "training-list"],
  ["learning", testid("release-types"), "release-effect-types"],
  ["deflection", testid("product-pages"), "product-page-list"],
  ["settings", testid("cutoffs-taxonomy"), "cutoff-taxonomy-days"],
] as const;

for (const [name, click, opened] of OPENED) {
  test(`${opened} on ${name} keeps nobody out`, async ({ page, desk }) => {
    await open(page, desk, name);
    await page.locator(click).first().click();
    await expect(page.locator(testid(opened))).toBeVisible();
    await look(page, `${name}-${opened}`);
  });
}
