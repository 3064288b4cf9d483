import { writeFilters, writeSplit } from "$lib/figures/scope";
import type { Look, Status } from "$lib/generated/api";
import type { Params } from "$lib/route.svelte";

/** Where a view is: what it shows, as it stands in the address. Days by name are those that are called so now. */
export function paramsOf({ days, filters, split, compare, count_as }: Look, periods: Status["periods"]): Params {
  const period = "fixed" in days ? days.fixed : periods.find(({ id }) => id === days.named)?.period;
  return {
    from: period?.from, to: period?.to, where: writeFilters(filters),
    split: writeSplit(split), compare: compare === "before" ? undefined : compare, count: count_as ?? undefined,
  };
}
