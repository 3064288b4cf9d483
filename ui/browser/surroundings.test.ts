/** The page for those whose screen or eyes are not those of most. */
import { expect, type Page } from "@playwright/test";
import { open, test, testid } from "./desk";
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
}
