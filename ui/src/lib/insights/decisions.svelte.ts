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
  async tell(deed: Deed, queryType: string, words: string[]): Promise<boolean> {
    const before = this.told().find(({ query_type }) => query_type === queryType)?.words ?? [];
    return this.decide(deed, "query_type", queryType, { kind: "query_type", value: [...new Set([...before, ...words])] });
  }

  /** Keeps a decision, or takes back the one that holds. Figures and charts hang on it, so the page is asked for anew. */
  async decide(deed: Deed, kind: DecisionKind, subject: string, decided: Decided | null, why = ""): Promise<boolean> {
    const kept = await deed.run(() => ask("decide", { kind, subject, decided, why: why.trim() || null }));
    if (kept) await Promise.all([this.load(), workspace.refresh()]);
    return kept;
  }
}

export const decisions = new Decisions();
