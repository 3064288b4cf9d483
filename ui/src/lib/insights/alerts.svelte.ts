import { ask } from "$lib/backend/backend";
import { catalogue } from "$lib/figures/catalogue.svelte";
import type { Alert } from "$lib/generated/api";
import { language } from "$lib/language";
import { Query } from "$lib/query.svelte";
import { text } from "$lib/text";
import { workspace } from "$lib/workspace.svelte";
import { alertWords } from "./alert";

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
    const [first] = untold;
    if (!first) return;
    // Many are told by their number, so that the note covers little of the page.
    const said = untold.length === 1 ? alertWords(first) : text.alerts.news(untold.length);
    workspace.tell([{ said, language, more: { page: "learning", section: "alerts", words: text.alerts.look } }]);
  };
}

export const alerts = new Alerts();
