import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseFile, until, windowTest } from "./window.mjs";

const testid = (name) => `[data-testid="${name}"]`;
const TICKETS = `external_id,created_at,resolved_at,requester_id,subject,query_type
1,2026-09-01T08:00:00Z,2026-09-01T09:00:00Z,erika@example.com,Muster asks,billing
2,2026-09-02T08:00:00Z,2026-09-02T09:00:00Z,bert@example.com,Login,login
3,2026-09-03T08:00:00Z,2026-09-03T09:00:00Z,Erika@Example.com,Muster again,billing
`;

windowTest("a person is erased, and does not come back with a restored backup", async (user) => {
  const file = join(user.folder, "tickets.csv");
  const copy = join(user.folder, "copy.db");
  writeFileSync(file, TICKETS);
  await user.smix("import", file, "--source", "desk");
  const window = await user.openWindow();
  const said = (name) => window.evaluate(`return document.querySelector('${testid(name)}')?.textContent ?? ""`);
  const into = (name) => window.evaluate(`document.querySelector('${testid(name)}').scrollIntoView({ block: "center" })`);
  const requesters = async () => {
    const listed = JSON.parse(await user.smix("tickets", "--from", "2026-09-01", "--to", "2026-09-30", "--kpi", "tickets", "--format", "json"));
    return JSON.stringify(listed);
  };
  await window.click(testid("nav-data"));
  await window.sees(testid("backup"));
  await into("back-up");
  await window.click(testid("back-up"));
  await chooseFile("Save as", copy);
  await until("the copy is there", async () => (await said("backup-said")).includes(copy));
  assert.ok(existsSync(copy));

  await into("erase-id");
  await window.fill(testid("erase-id"), "nobody@example.com");
  await window.click(testid("erase-look"));
  await until("nobody is found", async () => (await said("erase-said")).includes("nobody@example.com"));
  await window.fill(testid("erase-id"), "erika@example.com");
  await window.click(testid("erase-look"));
  await window.sees(testid("erase-dialog"));
  assert.match(await said("erase-dialog"), /2 tickets in desk/);
  assert.deepEqual(await window.barriers(), []);
  await window.screenshot("erase-dialog");
  await window.click(testid("erase-yes"));
  await until("they are erased", async () => (await said("erase-said")).includes("2 tickets"));
  assert.ok(!(await requesters()).includes("Muster"));

  await into("pick-backup");
  await window.click(testid("pick-backup"));
  await chooseFile("Restore a backup", copy);
  await window.sees(testid("restore-dialog"));
  assert.match(await said("restore-dialog"), /3 tickets/);
  await window.screenshot("restore-dialog");
  await window.click(testid("restore-yes"));
  await until("it is restored", async () => (await said("backup-said")).includes("before-restore"));
  assert.ok((await requesters()).includes("Login") && !(await requesters()).includes("Muster"));
});
