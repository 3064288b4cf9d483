/** The page for those whose screen or eyes are not those of most. */
import { expect, type Page } from "@playwright/test";
import { keep, open, test, testid } from "./desk";
import { OTHERS, PAGES } from "./pages";

/** What takes time to change or moves, by the styles in force. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const times = (style: CSSStyleDeclaration) => `${style.transitionDuration}, ${style.animationDuration}`.split(",").map(parseFloat);
    return [...document.querySelectorAll("*")].filter((one) => times(getComputedStyle(one)).some((seconds) => seconds > 0)).map((one) => one.outerHTML.slice(0, 120));
  });

/** What is cut off at the side. What is wider than its place is scrolled in it; the page as a whole is not. */
const cut = (page: Page) =>
  page.evaluate(() => {
    const rolls = (one: Element) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
    const places = [...document.querySelectorAll("body, main, .page, .page > *, .page > * > *, .start, .ways > *, aside, footer")];
    return places.filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && (one.matches("main, .page") || !rolls(one)))
      .map((one) => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
  });

/** At twice the size, the window of 1280 × 800 has room for half of it. */
const HALF = { width: 640, height: 400 };

for (const name of [...PAGES, ...OTHERS]) {
  test(`nothing moves on ${name} for those who ask for no motion`, async ({ page, desk }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, desk, name);
    expect(await moving(page)).toEqual([]);
    await page.click(testid("palette-open"));
    await expect(page.locator(testid("palette"))).toBeVisible();
    expect(await moving(page)).toEqual([]);
  });

  test(`${name} keeps within a window of half the size`, async ({ page, desk }) => {
    await page.setViewportSize(HALF);
    await open(page, desk, name);
    await keep(page, `${name}-zoomed`);
    expect(await cut(page), "does not fit").toEqual([]);
    const settings = page.locator(testid("nav-settings"));
    await settings.scrollIntoViewIfNeeded();
    await settings.click();
    await expect(page.locator("main h1")).toHaveText("Settings");
  });
}

test("the first start keeps within a window of half the size", async ({ page, serve }) => {
  await page.setViewportSize(HALF);
  await open(page, await serve());
  expect(await cut(page), "does not fit").toEqual([]);
  // The last of the ways is reached.
  await page.click(testid("first-start-sample"), { trial: true });
});

for (const locale of ["en-GB", "de-DE"]) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale, viewport: { width: 1024, height: 700 } });
    test("no figure is cut off in the smallest window", async ({ page, desk }) => {
      for (const name of ["review", "deflection", "costs"]) {
        await open(page, desk, name);
        const short = await page.locator(`${testid("scorecard")} button > *`).evaluateAll((parts) =>
          parts.filter((part) => !part.classList.contains("hidden") && part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent));
        expect(short, name).toEqual([]);
      }
    });
  });
}
