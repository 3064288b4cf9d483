/**
 * Scrolling through more rows than an element may be high. Browsers keep lengths in a few bits: beyond some 33 million
 * pixels WebKit cuts elements off, and long before that positions are no longer exact. So what is scrolled is no higher than
 * `HIGHEST`. Its first and last stretch are as long as their rows; only what lies between is compressed, and there too the
 * wheel moves the rows by as much as it turns.
 */
const HIGHEST = 8_000_000;
const EXACT = HIGHEST / 4;

export class Track {
  /** How high the element is. */
  readonly height: number;
  /** How far it can be scrolled, and how far its rows can. */
  readonly #reach: number;
  readonly #rows: number;

  /** Rows that are `content` high together, seen through a window of height `view`. */
  constructor(content: number, view: number) {
    this.height = Math.min(content, HIGHEST);
    this.#reach = Math.max(0, this.height - view);
    this.#rows = Math.max(0, content - view);
  }

  /** Where the rows are when the element is scrolled this far. */
  rowsAt(scrolled: number): number {
    return this.#map(scrolled, this.#reach, this.#rows);
  }

  /** How far the element is scrolled for the rows to be there. */
  scrolledAt(rows: number): number {
    return this.#map(rows, this.#rows, this.#reach);
  }

  /** Where the rows are after the element was scrolled from one place to another, with the rows at `rows` before. */
  moved(rows: number, from: number, to: number, view: number): number {
    // What is more than a turn of the wheel is a drag of the bar, to somewhere else altogether.
    if (Math.abs(to - from) > 2 * view) return this.rowsAt(to);
    return Math.max(0, Math.min(this.#rows, rows + to - from));
  }

  #map(at: number, from: number, to: number): number {
    const place = Math.max(0, Math.min(from, at));
    if (from === to || place <= EXACT) return Math.min(place, to);
    if (from - place <= EXACT) return to - (from - place);
    return EXACT + ((place - EXACT) * (to - 2 * EXACT)) / (from - 2 * EXACT);
  }
}
