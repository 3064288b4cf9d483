import { ask } from "$lib/backend/backend";
import type { Decided, Decision, DecisionKind } from "$lib/generated/api";
import { Query, type Deed } from "$lib/query.svelte";
import { workspace } from "$lib/workspace.svelte";
import { holding, told } from "./holding";

/** All decisions that people made, for the pages that say who decided, when and why. */
class Decisions {
  readonly all = new Query<Decision[]>();

  readonly load = (): Promise<void> => this.all.ask(() => ask("decisions", {}));

  holding(kind: DecisionKind, subject: string): Decision | null {
    return holding(this.all.value ?? [], kind, subject);
  }

  told(): ReturnType<typeof told> {
    return told(this.all.value ?? []);
  }

  /** Has words tell a query type of tickets without one, beside those that tell it already. */
  tell(deed: Deed, queryType: string, words: string[]): Promise<boolean> {
    return this.#done(deed, () => ask("tell_query_type", { query_type: queryType, words }));
  }

  /** Keeps a decision, or takes back the one that holds. */
  decide(deed: Deed, kind: DecisionKind, subject: string, decided: Decided | null, why = ""): Promise<boolean> {
    return this.#done(deed, () => ask("decide", { kind, subject, decided, why: why.trim() || null }));
  }

  /** Figures and charts hang on decisions, so the page is asked for anew. */
  async #done(deed: Deed, decide: () => Promise<unknown>): Promise<boolean> {
    const kept = await deed.run(decide);
    if (kept) await Promise.all([this.load(), workspace.refresh()]);
    return kept;
  }
}

export const decisions = new Decisions();
