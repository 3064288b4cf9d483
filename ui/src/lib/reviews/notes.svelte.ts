import { ask } from "$lib/backend/backend";
import type { ReviewState, Scope } from "$lib/generated/api";
import { Deed, Query } from "$lib/query.svelte";

/** How long nothing is typed before what was typed is kept, in milliseconds. */
const PAUSE = 400;

interface Unkept { timer: ReturnType<typeof setTimeout>; keep: () => Promise<void> }

/** The notes beside the figures of the review that is looked at. They are kept as they are written. */
export class ReviewNotes {
  readonly state = new Query<ReviewState>();
  /** What came of keeping them. */
  readonly deed = new Deed();
  #texts = $state<Record<string, string>>({});
  #unkept = new Map<string, Unkept>();
  #waiting = $state(0);
  #scope: Scope | null = null;

  /** Whether they can be written: those of a published review are part of it. */
  get open(): boolean {
    return this.state.value !== null && this.state.value.published === null;
  }

  /** Whether something is written that is not kept yet. */
  get waiting(): boolean {
    return this.#waiting > 0;
  }

  of(kpi: string): string {
    return this.#texts[kpi] ?? "";
  }

  async load(scope: Scope): Promise<void> {
    await this.flush();
    this.#scope = scope;
    await this.state.ask(async () => {
      const state = await ask("review_state", { scope });
      // What was typed meanwhile is newer.
      if (this.#scope === scope && this.#unkept.size === 0) this.#texts = Object.fromEntries(state.notes.map(({ kpi, text }) => [kpi, text]));
      return state;
    });
  }

  write(kpi: string, text: string): void {
    const scope = this.#scope;
    if (!scope) return;
    this.#texts[kpi] = text;
    const before = this.#unkept.get(kpi);
    if (before) clearTimeout(before.timer);
    const keep = async () => {
      this.#unkept.delete(kpi);
      try {
        await this.deed.run(() => ask("set_review_note", { scope, note: { kpi, text } }));
      } finally {
        this.#waiting = this.#unkept.size;
      }
    };
    this.#unkept.set(kpi, { keep, timer: setTimeout(() => void keep(), PAUSE) });
    this.#waiting = this.#unkept.size;
  }

  /** Keeps at once what is not kept yet. */
  readonly flush = async (): Promise<void> => {
    const unkept = [...this.#unkept.values()];
    for (const { timer, keep } of unkept) {
      clearTimeout(timer);
      await keep();
    }
  };
}
