/** The page for those whose screen or eyes are not those of most. */
import { expect, type Page } from "@playwright/test";
import { keep, open, test, testid } from "./desk";
import { PAGES } from "./pages";

/** What takes time to change or moves, by the styles in force. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const times = (style: CSSStyleDeclaration) => `${style.transitionDuration}, ${style.animationDuration}`.split(",").map(parseFloat);
    return [...document.querySelectorAll("*")].filter((one) => times(getComputedStyle(one)).some((seconds) => seconds > 0)).map((one) => one.outerHTML.slice(0, 120));
  });

for (const name of PAGES) {
  test(`nothing moves on ${name} for those who ask for no motion`, async ({ page, desk }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(page, desk, name);
    expect(await moving(page)).toEqual([]);
    await page.click(testid("palette-open"));
    await expect(page.locator(testid("palette"))).toBeVisible();
    expect(await moving(page)).toEqual([]);
  });

  // At twice the size, the window of 1280 × 800 has room for half of it.
  test(`${name} keeps within a window of half the size`, async ({ page, desk }) => {
    await page.setViewportSize({ width: 640, height: 400 });
    await open(page, desk, name);
    await keep(page, `${name}-zoomed`);
    const cut = await page.evaluate(() => {
      // What is wider than its place is scrolled in it: the page as a whole is not, and nothing is cut off.
      const wider = [...document.querySelectorAll<HTMLElement>("body, main, .page, .page > *, .page > * > *, aside, footer")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && !["auto", "scroll"].includes(getComputedStyle(one).overflowX));
      const page = document.querySelector(".page");
      return [...wider, ...(page && page.scrollWidth > page.clientWidth + 1 ? [page] : [])].map((one) => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`);
    });
    expect(cut, "does not fit").toEqual([]);
    const settings = page.locator(testid("nav-settings"));
    await settings.scrollIntoViewIfNeeded();
    await settings.click();
    await expect(page.locator("main h1")).toHaveText("Settings");
  });
}
