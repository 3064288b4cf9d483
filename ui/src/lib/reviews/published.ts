/** Published reviews as the scorecard's rows. */
import { columns, type Column } from "$lib/figures/scope";
import type { Kpi, PageDefinition, Period, PublishedPair, RestatedFigure, RestatedReview } from "$lib/generated/api";

export interface PublishedRow {
  kpi: Kpi;
  /** The days that its figures are of, where they are not those of the review. */
  mature: Period | null;
  cells: Record<Column, RestatedFigure | null>;
  note: string | null;
}

/** What two reviews published of a KPI, as far as either has it. */
export interface ComparedRow {
  kpi: Kpi;
  cells: { column: Column; pair: PublishedPair }[];
}

/** The figure of a KPI that a column of the scorecard has. */
function find<Row extends { kpi: string; group: Record<string, string> }>(rows: Row[], kpi: Kpi, column: Column): Row | null {
  // Who resolved a ticket is known once it is resolved: a share of the created would only restate the split.
  if (column !== "whole" && (kpi.cohort !== "resolved" || kpi.name === "cost_saved")) return null;
  const found = rows.find((row) => {
    const group = Object.entries(row.group);
    return row.kpi === kpi.name && (column === "whole" ? group.length === 0 : group.length === 1 && row.group["resolution_type"] === column);
  });
  return found ?? null;
}

/** The KPIs that a published review shows: those of the Review page. */
export const reviewKpis = (pages: PageDefinition[], kpis: ReadonlyMap<string, Kpi>): Kpi[] =>
  (pages.find(({ name }) => name === "review")?.kpis ?? []).map((name) => kpis.get(name)).filter((kpi) => kpi !== undefined);

/** The rows of these KPIs, as the Review page shows them: of what takes time to tell, the newest days that could be judged. */
export function publishedRows(review: RestatedReview, kpis: Kpi[]): PublishedRow[] {
  const notes = new Map(review.notes.map(({ kpi, text }) => [kpi, text]));
  return kpis.flatMap((kpi): PublishedRow[] => {
    const isMature = review.mature?.rows.some((row) => row.kpi === kpi.name) ?? false;
    const rows = (isMature ? review.mature?.rows : review.rows) ?? [];
    if (!find(rows, kpi, "whole")) return [];
    const cells = Object.fromEntries(columns.map((column) => [column, find(rows, kpi, column)])) as PublishedRow["cells"];
    return [{ kpi, mature: isMature ? (review.mature?.period ?? null) : null, cells, note: notes.get(kpi.name) ?? null }];
  });
}

/** The same of what two reviews published. */
export function comparedRows(pairs: PublishedPair[], kpis: Kpi[]): ComparedRow[] {
  return kpis.flatMap((kpi): ComparedRow[] => {
    const cells = columns.flatMap((column) => {
      const pair = find(pairs, kpi, column);
      return pair ? [{ column, pair }] : [];
    });
    return cells.length > 0 ? [{ kpi, cells }] : [];
  });
}
