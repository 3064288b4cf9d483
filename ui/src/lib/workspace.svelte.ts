import { ask } from "$lib/backend/backend";
import type { Comparison, Filter, Period, Status } from "$lib/generated/api";
import { comparisons, readFilters, readSplit, vendorCountings, type Split, type VendorCounting } from "$lib/figures/scope";
import type { Language } from "$lib/language";
import { isDay } from "$lib/period";
import { Query } from "$lib/query.svelte";
import { route, type PageName } from "$lib/route.svelte";
import { times } from "$lib/times.svelte";

/** Something to be told in the window, in the language that it is in. */
export interface Note {
  said: string;
  language: Language;
  /** Where more of it is. */
  more?: { page: PageName; section: string; words: string };
}

/** The store as it is now, and the period that the reader looks at. */
class Workspace {
  readonly status = new Query<Status>();

  /** What the core did on its own, to be told: it says each thing once, so they are kept until the reader closes them. */
  notes = $state.raw<Note[]>([]);

  readonly refresh = (): Promise<void> =>
    this.status.ask(async () => {
      const status = await ask("status", {});
      times.inBusinessHours = status.settings.business_hours.in_use;
      if (status.notes.length > 0) this.tell(status.notes.map((said) => ({ said, language: "en" })));
      return status;
    });

  readonly tell = (notes: Note[]): void => {
    this.notes = [...this.notes, ...notes];
  };

  readonly forgetNotes = (): void => {
    this.notes = [];
  };

  /** Nothing has ever been brought in. */
  get empty(): boolean {
    const status = this.status.value;
    return status !== null && status.tickets === 0 && status.sources.length === 0;
  }

  /** The period of the address, else the one that the core proposes. */
  get period(): Period | null {
    const [from, to] = [route.params.get("from") ?? "", route.params.get("to") ?? ""];
    if (isDay(from) && isDay(to) && from <= to) return { from, to };
    const status = this.status.value;
    return status?.periods.find((named) => named.id === status.default_period)?.period ?? null;
  }

  get compare(): Comparison {
    return comparisons.find((name) => name === route.params.get("compare")) ?? "before";
  }

  /** What all pages are filtered to. */
  get filters(): Filter[] {
    return readFilters(route.params.get("where") ?? "");
  }

  /** What charts are split by: one dimension, or two different ones. */
  get split(): Split[] {
    return readSplit(route.params.get("split") ?? "");
  }

  /** The vendor's way in which AI resolutions are counted where that can be chosen. */
  get countAs(): VendorCounting | null {
    return vendorCountings.find((name) => name === route.params.get("count")) ?? null;
  }

  get currency(): string {
    return this.status.value?.settings.currency ?? "EUR";
  }

  get zone(): string {
    return this.status.value?.settings.time_zone ?? "UTC";
  }
}

export const workspace = new Workspace();
