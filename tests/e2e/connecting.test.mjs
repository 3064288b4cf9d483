import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { until, windowTest } from "./window.mjs";

const TOKEN = "s3cr3t-t0ken";
const testid = (name) => `[data-testid="${name}"]`;

/** The display lags a little behind the page. */
const painted = () => new Promise((drawn) => setTimeout(drawn, 500));

/** A Zendesk of so many tickets, on this machine, until `close` is called. */
async function zendesk(tickets) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const answer = (status, body) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { error: "invalid_token" });
    if (pathname === "/api/v2/users/me.json") return answer(200, { user: { id: 1, email: "ann@example.com" } });
    if (pathname === "/api/v2/ticket_fields.json") return answer(200, { ticket_fields: [] });
    if (pathname !== "/api/v2/incremental/tickets/cursor.json") return answer(404, {});
    const from = Number(searchParams.get("cursor") ?? 0);
    const ids = Array.from({ length: Math.max(0, Math.min(100, tickets - from)) }, (_, index) => from + index + 1);
    return answer(200, {
      end_of_stream: from + 100 >= tickets, after_cursor: String(Math.min(tickets, from + 100)),
      tickets: ids.map((id) => ({ id, created_at: "2026-06-05T10:00:00Z", updated_at: "2026-06-06T10:00:00Z", status: "open", subject: `Ticket ${id}` })),
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); } };
}

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

    await window.fill(testid("connect-secret"), TOKEN);
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

    await window.click(testid("disconnect"));
    await window.click(testid("confirm-yes"));
    await until("the connection is gone", async () => (await user.smix("connect", "list", "--json")).trim() === "[]");
    assert.equal(JSON.parse(await user.smix("status", "--json")).tickets, 250);
    assert.deepEqual(await window.errors(), []);
  } finally {
    helpdesk.close();
  }
});
