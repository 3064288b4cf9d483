import { ask, refusal, type Refusal } from "$lib/backend/backend";
import type { ReviewState, Scope } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";

/** How long nothing is typed before what was typed is kept, in milliseconds. */
const PAUSE = 400;

interface Unkept { kpi: string; timer: ReturnType<typeof setTimeout>; keep: () => void }

/** The notes beside the figures of the review that is looked at. They are kept as they are written. */
export class ReviewNotes {
  readonly state = new Query<ReviewState>();
  /** Why the last one could not be kept. */
  failure = $state.raw<Refusal | null>(null);
  #texts = $state<Record<string, string>>({});
  /** What is written and not yet being kept, each figure's once. */
  #unkept: Unkept[] = [];
  /** Notes are kept one after the other, so that the newest text of each is the last. */
  #keeping: Promise<void> = Promise.resolve();
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
      if (this.#scope === scope && this.#waiting === 0) this.#texts = Object.fromEntries(state.notes.map(({ kpi, text }) => [kpi, text]));
      return state;
    });
  }

  write(kpi: string, text: string): void {
    const scope = this.#scope;
    if (!scope) return;
    this.#texts[kpi] = text;
    const before = this.#unkept.find((one) => one.kpi === kpi);
    if (before) clearTimeout(before.timer);
    else this.#waiting += 1;
    const keep = () => {
      this.#forget(kpi);
      this.#keeping = this.#keeping.then(async () => {
        try {
          await ask("set_review_note", { scope, note: { kpi, text } });
          this.failure = null;
        } catch (thrown) {
          this.failure = refusal(thrown, "set_review_note");
        }
        this.#waiting -= 1;
      });
    };
    this.#forget(kpi);
    this.#unkept.push({ kpi, keep, timer: setTimeout(keep, PAUSE) });
  }

  #forget(kpi: string): void {
    this.#unkept = this.#unkept.filter((one) => one.kpi !== kpi);
  }

  /** Keeps at once what is not kept yet. */
  readonly flush = async (): Promise<void> => {
    for (const { timer, keep } of this.#unkept) {
      clearTimeout(timer);
      keep();
    }
    await this.#keeping;
  };
}
