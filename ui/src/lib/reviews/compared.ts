/** Two published reviews beside each other. */
import { columns, type Column } from "$lib/figures/scope";
import { FEW } from "$lib/format";
import type { Kpi, Period, RestatedFigure, RestatedReview, Rules } from "$lib/generated/api";
import { days } from "$lib/period";
import { publishedRows } from "./published";

/** What was published in the one, in the other, or in both. */
export type Pair<T> = [T, T];

export interface ComparedCell {
  column: Column;
  figures: Pair<RestatedFigure | null>;
  /** By how much the other is more than the one; null where either states no value. */
  by: number | null;
}

export interface ComparedRow {
  kpi: Kpi;
  /** The days that its figures are of, where they are not those of the review. */
  mature: Pair<Period | null>;
  cells: ComparedCell[];
}

/** What keeps two reviews from being compared figure by figure. */
export type Difference =
  | { in: "filters" }
  | { in: "definitions" | "days" | "repeat"; values: Pair<number> }
  | { in: "zone"; values: Pair<string> }
  | { in: "scale"; top: number; values: Pair<number> };

/** The value that a figure states: none of a few tickets, which it names alone, and none that still matures. */
function stated(kpi: Kpi, figure: RestatedFigure | null): number | null {
  if (!figure || figure.immature) return null;
  return kpi.unit === "proportion" && figure.denominator !== null && figure.denominator < FEW ? null : figure.value;
}

/** The published figures of these KPIs, as far as either review has them. */
export function comparedRows(one: RestatedReview, other: RestatedReview, kpis: Kpi[]): ComparedRow[] {
  const byKpi = (review: RestatedReview) => new Map(publishedRows(review, kpis).map((row) => [row.kpi.name, row]));
  const [rows, others] = [byKpi(one), byKpi(other)];
  return kpis.flatMap((kpi): ComparedRow[] => {
    const [before, after] = [rows.get(kpi.name), others.get(kpi.name)];
    if (!before && !after) return [];
    const cells = columns.flatMap((column): ComparedCell[] => {
      const figures: ComparedCell["figures"] = [before?.cells[column] ?? null, after?.cells[column] ?? null];
      const [from, to] = [stated(kpi, figures[0]), stated(kpi, figures[1])];
      return figures.some((figure) => figure) ? [{ column, figures, by: from === null || to === null ? null : to - from }] : [];
    });
    return [{ kpi, mature: [before?.mature ?? null, after?.mature ?? null], cells }];
  });
}

/** From which score on a customer is satisfied; scales that are not in the table have a rule of their own. */
const satisfiedFrom = ({ scales }: Rules, top: number): number => scales.find((scale) => scale.top === top)?.satisfied_from ?? 0.8 * top;

/** What differs between two reviews beside their figures, and bears on them. */
export function differing(one: RestatedReview, other: RestatedReview): Difference[] {
  const numbers = (name: "definitions" | "days" | "repeat", values: Pair<number>): Difference[] => (values[0] === values[1] ? [] : [{ in: name, values }]);
  const tops = [...new Set([...one.rules.scales, ...other.rules.scales].map(({ top }) => top))].sort((a, b) => a - b);
  const filters = (review: RestatedReview) => JSON.stringify(review.filters);
  const where: Difference[] = filters(one) === filters(other) ? [] : [{ in: "filters" }];
  const zone: Difference[] = one.time_zone === other.time_zone ? [] : [{ in: "zone", values: [one.time_zone, other.time_zone] }];
  return [
    ...where,
    ...numbers("days", [days(one.period), days(other.period)]),
    ...numbers("definitions", [one.definitions, other.definitions]),
    ...zone,
    ...numbers("repeat", [one.rules.repeat_window_hours, other.rules.repeat_window_hours]),
    ...tops.flatMap((top): Difference[] => {
      const values: Pair<number> = [satisfiedFrom(one.rules, top), satisfiedFrom(other.rules, top)];
      return values[0] === values[1] ? [] : [{ in: "scale", top, values }];
    }),
  ];
}
