import { ask } from "$lib/backend/backend";
import type { Kpi } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";

/** All figures by their names. They are the same as long as the window lives, so they are asked for once. */
class Catalogue {
  readonly #answer = new Query<Kpi[]>();
  readonly kpis = $derived(new Map((this.#answer.value ?? []).map((kpi) => [kpi.name, kpi])));

  readonly load = async (): Promise<void> => {
    if (!this.#answer.value && !this.#answer.asking) await this.#answer.ask(() => ask("kpis", {}));
  };
}

export const catalogue = new Catalogue();
