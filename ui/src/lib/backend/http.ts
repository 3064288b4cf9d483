import { language } from "$lib/language";
import type { Transport } from "./backend";

/** Asks the same router over HTTP, where tests look at the page in a browser (tests/pages/server.rs). */
const token = new URLSearchParams(location.search).get("token") ?? "";

export const transport: Transport = {
  async call(method, params, turn) {
    const reply = await fetch("/rpc", { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ method, params, turn, language }) });
    const { answer, failure } = (await reply.json()) as { answer: unknown; failure?: unknown };
    if (failure) throw failure;
    return answer;
  },
  // No desktop hands files over here.
  onFilesOffered: () => undefined,
  onDragging: () => undefined,
};
