import { ask } from "$lib/backend/backend";
import type { Decided, Decision, DecisionKind } from "$lib/generated/api";
import { Query, type Deed } from "$lib/query.svelte";
import { workspace } from "$lib/workspace.svelte";
import { holding } from "./holding";

/** All decisions that people made, for the pages that say who decided, when and why. */
class Decisions {
  readonly all = new Query<Decision[]>();

  readonly load = (): Promise<void> => this.all.ask(() => ask("decisions", {}));

  holding(kind: DecisionKind, subject: string): Decision | null {
    return holding(this.all.value ?? [], kind, subject);
  }

  /** Keeps a decision, or takes back the one that holds. Figures and charts hang on it, so the page is asked for anew. */
  async decide(deed: Deed, kind: DecisionKind, subject: string, decided: Decided | null, why = ""): Promise<boolean> {
    const kept = await deed.run(() => ask("decide", { kind, subject, decided, why: why.trim() || null }));
    if (kept) await Promise.all([this.load(), workspace.refresh()]);
    return kept;
  }
}

export const decisions = new Decisions();
