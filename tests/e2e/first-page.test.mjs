import assert from "node:assert/strict";
import { colours } from "./picture.mjs";
import { windowTest } from "./window.mjs";

windowTest("the window starts on an empty store and paints its first page", async (user) => {
  const window = await user.openWindow();
  assert.equal(await window.evaluate("return document.title"), "Supportmix");
  assert.notEqual((await window.text("body")).trim(), "");
  const picture = await window.screenshot("first-page");
  assert.ok(colours(picture) > 8, "the window is blank");
});
