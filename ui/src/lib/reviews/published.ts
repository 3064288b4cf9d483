/** A published review as the scorecard's rows. */
import { columns, type Column } from "$lib/figures/scope";
import type { Kpi, PageDefinition, Period, RestatedFigure, RestatedReview } from "$lib/generated/api";

export interface PublishedRow {
  kpi: Kpi;
  /** The days that its figures are of, where they are not those of the review. */
  mature: Period | null;
  cells: Record<Column, RestatedFigure | null>;
  note: string | null;
}

const find = (rows: RestatedFigure[], kpi: string, column: Column): RestatedFigure | null =>
  rows.find((row) => {
    const group = Object.entries(row.group);
    return row.kpi === kpi && (column === "whole" ? group.length === 0 : group.length === 1 && row.group.resolution_type === column);
  }) ?? null;

/** The KPIs that a published review shows: those of the Review page. */
export const reviewKpis = (pages: PageDefinition[], kpis: ReadonlyMap<string, Kpi>): Kpi[] =>
  (pages.find(({ name }) => name === "review")?.kpis ?? []).map((name) => kpis.get(name)).filter((kpi) => kpi !== undefined);

/** The rows of these KPIs, as the Review page shows them: of what takes time to tell, the newest days that could be judged. */
export function publishedRows(review: RestatedReview, kpis: Kpi[]): PublishedRow[] {
  const notes = new Map(review.notes.map(({ kpi, text }) => [kpi, text]));
  return kpis.flatMap((kpi): PublishedRow[] => {
    const isMature = review.mature?.rows.some((row) => row.kpi === kpi.name) ?? false;
    const rows = (isMature ? review.mature?.rows : review.rows) ?? [];
    if (!find(rows, kpi.name, "whole")) return [];
    // Who resolved a ticket is known once it is resolved: a share of the created would only restate the split.
    const splits = kpi.cohort === "resolved" && kpi.name !== "cost_saved";
    const cell = (column: Column) => (column === "whole" || splits ? find(rows, kpi.name, column) : null);
    const cells = Object.fromEntries(columns.map((column) => [column, cell(column)])) as Record<Column, RestatedFigure | null>;
    return [{ kpi, mature: isMature ? (review.mature?.period ?? null) : null, cells, note: notes.get(kpi.name) ?? null }];
  });
}

