import { ask } from "$lib/backend/backend";
import { writeFilters } from "$lib/figures/scope";
import type { Look, Status, View } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";
import { pages, route, type PageName, type Params } from "$lib/route.svelte";
import { workspace } from "$lib/workspace.svelte";

/** The page of a view; that of one which this version does not have is the first. */
export const pageOf = (look: Look): PageName => pages.find((name) => name === look.page) ?? pages[0];

/** Where a view is: what it shows, as it stands in the address. Days by name are those that are called so now. */
export function paramsOf({ days, filters, split, compare }: Look, periods: Status["periods"]): Params {
  const period = "fixed" in days ? days.fixed : periods.find(({ id }) => id === days.named)?.period;
  return {
    from: period?.from, to: period?.to, where: writeFilters(filters),
    split: split.length === 0 || (split.length === 1 && split[0] === "query_type") ? undefined : split.join(","),
    compare: compare === "before" ? undefined : compare,
  };
}

/** The views that are saved. */
class Views {
  readonly list = new Query<View[]>();
  /** Whether they are being saved, renamed or deleted. */
  changing = $state(false);

  get all(): View[] {
    return this.list.value ?? [];
  }

  readonly load = (): Promise<void> => this.list.ask(() => ask("views", {}));

  /** The name of the days looked at, if they have one. */
  get daysName(): string | null {
    const period = workspace.period;
    const named = workspace.status.value?.periods.find((one) => one.period.from === period?.from && one.period.to === period.to);
    return named?.id ?? null;
  }

  /** What is looked at now, with its days by name or as they are. */
  look(named: string | null): Look | null {
    const period = workspace.period;
    if (!period) return null;
    return { page: route.page, days: named ? { named } : { fixed: period }, filters: workspace.filters, split: [workspace.split], compare: workspace.compare };
  }

  #place(look: Look): string {
    return JSON.stringify([pageOf(look), paramsOf(look, workspace.status.value?.periods ?? [])]);
  }

  /** The view that shows just what is looked at now, if one does. */
  get shown(): View | null {
    const now = this.look(null);
    const place = now && this.#place(now);
    return this.all.find(({ look }) => this.#place(look) === place) ?? null;
  }

  show({ look }: View): void {
    route.go(pageOf(look), paramsOf(look, workspace.status.value?.periods ?? []));
  }
}

export const views = new Views();
