import { onDestroy } from "svelte";
import { ask } from "$lib/backend/backend";
import { afterFigures } from "$lib/figures/first";
import { readFilters } from "$lib/figures/scope";
import type { Methods } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";
import { route } from "$lib/route.svelte";
import { workspace } from "$lib/workspace.svelte";

type Insights = "taxonomy" | "escalations" | "handoffs" | "learning" | "accounts" | "product_pages" | "query_type_proposals";

/** An insight as a page shows it, after its figures: asked for anew when the filters, the store or a decision change, and not with the period. */
export class Insight<M extends Insights> {
  readonly answer: Query<Methods[M][1]>;
  readonly #method: M;
  readonly #where = $derived(route.params.get("where") ?? "");

  constructor(method: M) {
    this.#method = method;
    this.answer = new Query(method);
    $effect(() => {
      if (workspace.status.value) this.load();
    });
    onDestroy(() => this.answer.drop());
  }

  readonly load = (): void => {
    const params = { filters: readFilters(this.#where) } as Methods[M][0];
    void this.answer.ask((turn) => ask(this.#method, params, turn), afterFigures);
  };
}
