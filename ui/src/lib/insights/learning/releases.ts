import type { Period, VersionMetric } from "$lib/generated/api";

export interface Release {
  version: string;
  day: string;
  review: string;
  interim: boolean;
  /** The days that are compared. */
  before: Period | null;
  after: Period | null;
  /** Over all tickets, and by query type. */
  whole: VersionMetric[];
  types: VersionMetric[];
}

/** The rows of each release together, in the order in which they came. */
export function releases(rows: VersionMetric[]): Release[] {
  return [...new Set(rows.map(({ version }) => version))].flatMap((version) => {
    const own = rows.filter((row) => row.version === version);
    const [first] = own;
    if (!first) return [];
    const { day, review, interim, days_before: before, days_after: after } = first;
    return [{ version, day, review, interim, before, after, whole: own.filter(({ query_type }) => query_type === ""), types: own.filter(({ query_type }) => query_type !== "") }];
  });
}
