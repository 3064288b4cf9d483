import { ask } from "$lib/backend/backend";
import type { Look, View } from "$lib/generated/api";
import { Query } from "$lib/query.svelte";
import { pages, route, type PageName } from "$lib/route.svelte";
import { workspace } from "$lib/workspace.svelte";
import { paramsOf } from "./params";

/** The page of a view; that of one which this version does not have is the first. */
export const pageOf = (look: Look): PageName => pages.find((name) => name === look.page) ?? pages[0];

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
    return { page: route.page, days: named ? { named } : { fixed: period }, filters: workspace.filters, split: workspace.split, compare: workspace.compare, count_as: workspace.countAs };
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
