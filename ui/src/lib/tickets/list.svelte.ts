import { SvelteMap } from "svelte/reactivity";
import { ask, type Refusal, refusal } from "$lib/backend/backend";
import type { Behind, ListOrder, TicketRow } from "$lib/generated/api";
import { nextTurn } from "$lib/query.svelte";

/** What a list is of. */
export interface Question {
  behind: Behind;
  order: ListOrder;
  search: string;
}

/** Rows that are asked for at once. */
const BLOCK = 100;
/** Rows before and after what is looked at that are asked for too, so that who scrolls finds them there. */
const AHEAD = BLOCK;
/** Blocks that are kept: what is further from what is looked at is asked for again. */
const KEPT = 60;
/** Blocks that are asked for at the same time: a drag of the bar passes more than anybody reads. */
const AT_ONCE = 2;

/** A list of tickets of which only what is looked at is here. What is shown stays until something newer has come. */
export class TicketList {
  /** How many it has; `null` before anything is known. */
  total = $state.raw<number | null>(null);
  /** Tickets of the sought number that are not in it. */
  elsewhere = $state.raw<TicketRow[]>([]);
  failure = $state.raw<Refusal | null>(null);
  /** Whether what is shown is of an earlier question. */
  outdated = $state(false);
  /** Rows, and the turn that they are of: what is older is shown until it has come again. */
  readonly #blocks = new SvelteMap<number, { rows: TicketRow[]; turn: number }>();
  #question: Question | null = null;
  #turn = 0;
  /** Blocks that are on their way. */
  #asked: number[] = [];
  #wanted = { from: 0, to: 0 };

  row(index: number): TicketRow | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.rows[index % BLOCK];
  }

  /** Shows another list, or the same as the store has it now. */
  show(question: Question): void {
    const same = JSON.stringify(question) === JSON.stringify(this.#question);
    this.#question = question;
    this.#turn = nextTurn();
    this.#asked = [];
    this.outdated ||= this.total !== null && !same;
    void this.#fetch(this.outdated ? 0 : Math.floor(this.#wanted.from / BLOCK));
  }

  /** The rows that are looked at: what is not here of them is asked for. */
  look(from: number, to: number): void {
    this.#wanted = { from, to };
    if (!this.outdated && this.total !== null) this.#fill();
  }

  readonly again = (): void => {
    if (this.#question) this.show(this.#question);
  };

  /** What is looked at first, then what follows it, then what comes before. */
  #fill(): void {
    const { from, to } = this.#wanted;
    this.#fetchMissing(from, to);
    this.#fetchMissing(to, to + AHEAD);
    this.#fetchMissing(from - AHEAD, from);
  }

  #fetchMissing(from: number, to: number): void {
    for (let block = Math.floor(Math.max(0, from) / BLOCK); block * BLOCK < Math.min(to, this.total ?? 0); block += 1) {
      if (this.#asked.length >= AT_ONCE) return;
      if (this.#blocks.get(block)?.turn !== this.#turn && !this.#asked.includes(block)) void this.#fetch(block);
    }
  }

  async #fetch(block: number): Promise<void> {
    const [question, turn] = [this.#question, this.#turn];
    if (!question) return;
    this.#asked.push(block);
    try {
      const page = await ask("tickets", { ...question, offset: block * BLOCK, limit: BLOCK }, { place: "tickets", number: turn });
      if (turn !== this.#turn) return;
      // A list of another length is of another state of the store: what is left of the one before goes.
      if (this.outdated || page.total !== this.total) this.#blocks.clear();
      this.#blocks.delete(block);
      this.#blocks.set(block, { rows: page.rows, turn });
      const [oldest] = this.#blocks.keys();
      if (this.#blocks.size > KEPT && oldest !== undefined) this.#blocks.delete(oldest);
      this.total = page.total;
      if (block === 0) this.elsewhere = page.elsewhere;
      this.outdated = false;
      this.failure = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      const failure = refusal(thrown, "tickets");
      // An answer that was given up for an older question which came later is asked for once more.
      if (failure.code === "superseded") return this.show(question);
      this.failure = failure;
      return;
    } finally {
      if (turn === this.#turn) this.#asked = this.#asked.filter((other) => other !== block);
    }
    this.#fill();
  }
}
