import assert from "node:assert/strict";
import { until, windowTest } from "./window.mjs";
import { zendesk } from "./zendesk.mjs";

const testid = (name) => `[data-testid="${name}"]`;

/** The display lags a little behind the page. */
const painted = () => new Promise((drawn) => setTimeout(drawn, 500));

windowTest("a helpdesk is connected, synced, and its tickets stay when it is left", async (user) => {
  const helpdesk = await zendesk(250);
  try {
    const window = await user.openWindow();
    await window.click(testid("first-start-connect"));
    await window.fill(testid("connect-address"), helpdesk.address);
    await window.fill(testid("connect-name"), "desk");
    await window.fill(testid("connect-secret"), "wrong");
    await window.click(testid("connect-go"));
    await window.sees(testid("failure"));
    await painted();
    await window.screenshot("connect-refused");
    assert.equal((await user.smix("connect", "list", "--json")).trim(), "[]");

    await window.fill(testid("connect-secret"), helpdesk.token);
    await window.click(testid("connect-go"));
    await until("the tickets are in", async () => JSON.parse(await user.smix("status", "--json")).tickets === 250);
    // Without a keychain the window says that the token is known until it is closed.
    await until("the dialog is closed", () => window.evaluate(`
      document.querySelector('${testid("connect-done")}')?.click();
      return document.querySelector('${testid("connect-dialog")}') === null`));
    await until("the sync is told of", async () => (await window.text(testid("connection-state"))).includes("Last sync"));
    await window.sees(testid("sources"));
    await painted();
    await window.screenshot("connections");

    await window.click(testid("connection-mapping"));
    await window.sees(testid("import-rows"));
    assert.ok((await window.text(testid("mapping-state"))).includes("as Supportmix knows"));
    await window.click(`${testid("evidence-test")} option[value="tag"]`);
    await window.fill(testid("evidence-value"), "robo");
    await window.click(`${testid("evidence-meaning")} option[value="resolved_assumed"]`);
    await window.click(testid("evidence-add"));
    await window.fill(testid("type-value"), "vip");
    await window.fill(testid("type-name"), "Important");
    await window.click(testid("type-add"));
    await until("a rule holds for some of the tickets", async () => (await window.text(testid("mapping"))).includes("holds for 5 of 20"));
    await until("the tickets have the type", () => window.evaluate(`return document.querySelector('${testid("import-rows")}').textContent.includes("Important")`));
    await painted();
    await window.screenshot("mapping");
    assert.deepEqual(await window.barriers(), []);
    await window.evaluate(`document.querySelector('${testid("import-rows")}').scrollIntoView()`);
    await painted();
    await window.screenshot("mapping-tickets");
    await window.click(testid("mapping-save"));
    await until("the rules are kept", async () => (await user.smix("connect", "mapping", "desk")).includes('"robo"'));
    await until("all tickets are read again", async () => JSON.parse(await user.smix("imports", "--json"))[0]?.updated === 250);
    await until("the page tells of the rules", async () => (await window.text(testid("connection-state"))).includes("rules of your own"));

    await window.click(testid("disconnect"));
    await window.click(testid("confirm-yes"));
    await until("the connection is gone", async () => (await user.smix("connect", "list", "--json")).trim() === "[]");
    assert.equal(JSON.parse(await user.smix("status", "--json")).tickets, 250);
  } finally {
    helpdesk.close();
  }
});

windowTest("a user signs in with the browser instead of giving a token", async (user) => {
  const helpdesk = await zendesk(250);
  try {
    const window = await user.openWindow();
    await window.click(testid("first-start-connect"));
    await window.fill(testid("connect-address"), helpdesk.address);
    await window.fill(testid("connect-name"), "desk");
    await window.click("//label[normalize-space() = 'Sign in with the browser']");
    await window.fill(testid("connect-client"), "smix");
    await painted();
    await window.screenshot("sign-in");
    await window.click(testid("connect-go"));
    const page = await until("the page to sign in on is named", () => window.evaluate(`return document.querySelector('${testid("connect-page")}')?.value`));
    await painted();
    await window.screenshot("sign-in-waiting");
    const back = await fetch(page);
    assert.ok((await back.text()).includes("You can close this tab"));
    await until("the tickets are in", async () => JSON.parse(await user.smix("status", "--json")).tickets === 250);
  } finally {
    helpdesk.close();
  }
});
