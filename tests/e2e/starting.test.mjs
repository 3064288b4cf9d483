import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile, until, windowTest } from "./window.mjs";

windowTest("a second start hands its file to the window that is open", async (user) => {
  const window = await user.openWindow();
  const file = join(user.folder, "handed-over.csv");
  writeFileSync(file, "external_id,created_at\n1,2026-06-01T08:00:00Z\n");
  await user.startAgain(file);
  await until("the window offers the file", async () => (await window.text("body")).includes("handed-over.csv"));
});

windowTest("a store that cannot be opened is told of in the window", async (user) => {
  const file = join(user.folder, "letter.db");
  const letter = "Dear Ada,\n".repeat(200);
  writeFileSync(file, letter);
  const window = await user.openWindow("--store", file);
  await until("the window says so", async () => (await window.text("body")).includes("letter.db"));
  await window.screenshot("no-store");
  await window.quit();
  assert.equal(readFileSync(file, "utf8"), letter);
});

windowTest("a file is chosen in the desktop's own dialog", async (user) => {
  const window = await user.openWindow();
  const file = join(user.folder, "chosen by hand.csv");
  writeFileSync(file, "external_id,created_at\n1,2026-06-01T08:00:00Z\n");
  await window.click("//button[contains(., 'Choose a file')]");
  await chooseFile("Import files", file);
  await until("the window offers the file", async () => (await window.text("body")).includes("chosen by hand.csv"));
});
