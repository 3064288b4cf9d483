import { untrack } from "svelte";
import { ask, Refusal, refusal, type Turn } from "$lib/backend/backend";

/** The number of the last request: higher than all before it, those of an earlier load of the page too. */
let turns = Date.now();
export const nextTurn = (): number => (turns += 1);

/**
 * An answer that is asked for again and again. The last one stays while the next is on its way. One that has a place in
 * the window tells the core when nobody waits for the answer before any more.
 */
export class Query<T> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Refusal | null>(null);
  asking = $state(false);
  #turn = 0;
  readonly #place: string | undefined;

  constructor(place?: string) {
    this.#place = place;
  }

  /** Asks when it is ready to; what is asked for again before that is asked for once. */
  async ask(answer: (turn?: Turn) => Promise<T>, ready?: () => Promise<void>): Promise<void> {
    // What asks again when something changes must not do so when this does.
    const waited = untrack(() => this.asking);
    const turn = (this.#turn = nextTurn());
    this.asking = true;
    if (ready) {
      if (waited) this.#breakOff(turn);
      await ready();
      if (turn !== this.#turn) return;
    }
    try {
      const value = await answer(this.#place === undefined ? undefined : { place: this.#place, number: turn });
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.failure = refusal(thrown, "query");
    }
    this.asking = false;
  }

  /** Nobody waits for the answer any more. */
  drop(): void {
    if (this.asking) this.#breakOff((this.#turn = nextTurn()));
  }

  /** What was asked for before this turn need not be computed to its end. */
  #breakOff(number: number): void {
    // It is refused where something newer has done that already.
    if (this.#place !== undefined) void ask("break_off", {}, { place: this.#place, number }).catch(() => undefined);
  }
}

/** Something done at a press of a button: runs once at a time, and keeps what went wrong. */
export class Deed {
  failure = $state.raw<Refusal | null>(null);
  busy = $state(false);

  /** Whether it went well. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = null;
    try {
      await work();
      return true;
    } catch (thrown) {
      this.failure = refusal(thrown, "deed");
      return false;
    } finally {
      this.busy = false;
    }
  }
}
