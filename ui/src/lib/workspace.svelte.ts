import { ask } from "$lib/backend/backend";
import type { Period, Status } from "$lib/generated/api";
import { isDay } from "$lib/period";
import { Query } from "$lib/query.svelte";
import { route } from "$lib/route.svelte";

/** The store as it is now, and the period that the reader looks at. */
class Workspace {
  readonly status = new Query<Status>();

  readonly refresh = (): Promise<void> => this.status.ask(() => ask("status", {}));

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

  get compare(): boolean {
    return route.params.get("compare") !== "no";
  }

  get currency(): string {
    return this.status.value?.settings.currency ?? "EUR";
  }

  get zone(): string {
    return this.status.value?.settings.time_zone ?? "UTC";
  }
}

export const workspace = new Workspace();
