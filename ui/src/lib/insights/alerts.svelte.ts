import { ask } from "$lib/backend/backend";
import { catalogue } from "$lib/figures/catalogue.svelte";
import type { Alert } from "$lib/generated/api";
import { language } from "$lib/language";
import { Query } from "$lib/query.svelte";
import { text } from "$lib/text";
import { workspace } from "$lib/workspace.svelte";
import { alertWords } from "./alert";

/** So many new alerts are told one by one. */
const TOLD = 3;

/** What needs a look, wherever the reader is. */
class Alerts {
  readonly #all = new Query<Alert[]>("alerts");
  readonly waiting = $derived((this.#all.value ?? []).filter(({ current, verdict }) => current && verdict === null).length);

  // Nobody waits for it: what goes wrong is told by the page that lists them.
  readonly load = (): Promise<void> => this.#all.ask((turn) => ask("alerts", {}, turn));

  /** Tells once what is new, as after tickets came in. */
  readonly tell = async (): Promise<void> => {
    await catalogue.load();
    const untold = await ask("untold_alerts", {}).catch((): Alert[] => []);
    if (untold.length === 0) return;
    const words = text.alerts;
    const more = { page: "learning", section: "alerts", words: untold.length > TOLD ? words.more(untold.length - TOLD) : words.look } as const;
    workspace.tell(untold.slice(0, TOLD).map((alert, at) => ({ said: alertWords(alert), language, ...(at === Math.min(TOLD, untold.length) - 1 ? { more } : {}) })));
  };
}

export const alerts = new Alerts();
