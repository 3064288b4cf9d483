/** Every way can be gone without a mouse, and leads back to where it began. */
import { expect, type Page } from "@playwright/test";
import { open, settled, test, testid } from "./desk";
import { OTHERS, PAGES } from "./pages";

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("data-testid"));

/** Presses Tab until the element has the focus. */
async function reach(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${name}`);
}

for (const name of [...PAGES, ...OTHERS]) {
  test(`Tab comes to every control of ${name}, and each is seen when it does`, async ({ page, desk }) => {
    await open(page, desk, name);
    // Radios are one stop, at the one that is chosen. What lies in what is scrolled sideways is part of the page too.
    const controls = await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>("a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea, [tabindex='0']")];
      const stops = all.filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !(one instanceof HTMLInputElement && one.type === "radio" && !one.checked));
      stops.forEach((one, place) => (one.dataset["stop"] = String(place)));
      return stops.length;
    });
    expect(controls).toBeGreaterThan(10);
    const visited = new Set<string>();
    const unseen: string[] = [];
    for (let step = 0; step <= controls && visited.size < controls; step += 1) {
      await page.keyboard.press("Tab");
      const { stop, seen, what } = await page.evaluate(async () => {
        // What was open for the one before, as a list to choose from, is gone when the next is painted.
        await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
        const one = document.activeElement as HTMLElement;
        // A radio of ours is drawn as its label.
        const drawn = one.classList.contains("hidden") ? (one.closest("label") ?? one) : one;
        const { left, top, width, height } = drawn.getBoundingClientRect();
        const hit = [0.1, 0.5, 0.9].some((share) => drawn.contains(document.elementFromPoint(left + width * share, top + height / 2)));
        return { stop: one.dataset["stop"], seen: hit, what: one.outerHTML.slice(0, 160) };
      });
      if (stop !== undefined) visited.add(stop);
      if (!seen) unseen.push(what);
    }
    expect(unseen, "has the focus and is not seen").toEqual([]);
    const missed = await page.evaluate((visited) => [...document.querySelectorAll<HTMLElement>("[data-stop]")].filter((one) => !visited.includes(one.dataset["stop"] ?? "")).map((one) => one.outerHTML.slice(0, 160)), [...visited]);
    expect(missed, "Tab never comes to").toEqual([]);
  });
}

test("the palette opens a page by its name, and leaves without a trace", async ({ page, desk }) => {
  await open(page, desk, "review");
  await reach(page, "filter-add");
  await page.keyboard.press("Control+k");
  await expect(page.locator(testid("palette-input"))).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(testid("palette"))).toHaveCount(0);
  await expect(page.locator(testid("filter-add"))).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("satisf");
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText("Satisfaction");
});

test("a filter is set and taken away", async ({ page, desk }) => {
  await open(page, desk, "deflection");
  await reach(page, "filter-add");
  await page.keyboard.press("Enter");
  await reach(page, "filter-search");
  await page.keyboard.type("bill");
  await reach(page, "filter-value");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("filter-chip"))).toHaveCount(1);
  await settled(page);
  await reach(page, "filter-remove-query_type");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("filter-chip"))).toHaveCount(0);
});

test("a figure opens into its tickets, and its panel gives the focus back", async ({ page, desk }) => {
  await open(page, desk, "review");
  const figure = "figure-csat-whole";
  await reach(page, figure);
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("panel"))).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.closest("[data-testid=panel]") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.locator(testid("panel"))).toHaveCount(0);
  await expect(page.locator(testid(figure))).toBeFocused();
  await page.keyboard.press("Enter");
  await reach(page, "panel-numerator");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("ticket-row")).first()).toBeVisible();
});

test("a chart becomes a table, whose values open", async ({ page, desk }) => {
  await open(page, desk, "deflection");
  const menu = "chart-menu-deflection-by-query-type";
  await reach(page, menu);
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("chart-as-table"))).toBeFocused();
  await page.keyboard.press("Enter");
  const table = page.locator(testid("chart-table-deflection-by-query-type"));
  await expect(table).toBeVisible();
  await expect(page.locator(testid(menu))).toBeFocused();
  await page.keyboard.press("Tab");
  await expect.poll(() => table.evaluate((table) => table.contains(document.activeElement))).toBe(true);
  await table.locator("button").first().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("panel"))).toBeVisible();
});

test("a chart goes to the clipboard and to a file", async ({ page, desk }) => {
  await open(page, desk, "deflection");
  await reach(page, "chart-menu-deflection-by-query-type");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("chart-as-table"))).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await reach(page, "export-copy");
  await page.keyboard.press("Enter");
  await expect(page.locator(testid("export-said"))).toContainText("Copied");
  expect(desk.read("copied")).toBe("3200x1800");
  await reach(page, "export-save");
  await page.keyboard.press("Enter");
  await expect.poll(() => desk.read("deflection-by-query-type-2026-06-29-2026-07-05.png").slice(1, 4)).toBe("PNG");
});
