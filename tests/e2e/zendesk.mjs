import { once } from "node:events";
import { createServer } from "node:http";

const TOKEN = "s3cr3t-t0ken";

/**
 * A Zendesk of so many tickets, on this machine, until `close` is called.
 * @param {number} tickets
 */
export async function zendesk(tickets) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const answer = (status, body) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    if (pathname === "/oauth/authorizations/new") {
      const back = new URLSearchParams({ code: "c0de", state: searchParams.get("state") });
      return response.writeHead(302, { Location: `${searchParams.get("redirect_uri")}?${back}` }).end();
    }
    if (pathname === "/oauth/tokens") return answer(200, { access_token: TOKEN, refresh_token: "r3fresh", expires_in: 3600 });
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return answer(401, { error: "invalid_token" });
    if (pathname === "/api/v2/users/me.json") return answer(200, { user: { id: 1, email: "ann@example.com" } });
    if (pathname === "/api/v2/ticket_fields.json") return answer(200, { ticket_fields: [] });
    if (pathname !== "/api/v2/incremental/tickets/cursor.json") return answer(404, {});
    const from = Number(searchParams.get("cursor") ?? 0);
    const page = Math.min(100, Number(searchParams.get("per_page") ?? 100));
    const ids = Array.from({ length: Math.max(0, Math.min(page, tickets - from)) }, (_, index) => from + index + 1);
    return answer(200, {
      end_of_stream: from + page >= tickets, after_cursor: String(Math.min(tickets, from + page)),
      tickets: ids.map((id) => ({ id, created_at: "2026-06-05T10:00:00Z", updated_at: "2026-06-06T10:00:00Z", solved_at: null, status: "solved", subject: `Refund for order ${id}`, tags: id % 4 === 0 ? ["robo"] : ["vip"] })),
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { token: TOKEN, address: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); server.close(); } };
}
