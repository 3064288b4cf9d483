/** What a figure on the page is of, so that its panel and its tickets can be opened. */
import type { ComparedFigure, Comparison, CostReport, Dimension, Figure, Filter, Kpi, PageAnswer, Period, ResolutionType, ScoreRow, TrendPoint } from "$lib/generated/api";
import { bucketPeriod, span } from "$lib/period";
import { text } from "$lib/text";

export const columns = ["whole", "ai_only", "hybrid", "human_only"] as const;
export type Column = (typeof columns)[number];

export interface Opened {
  kpi: Kpi;
  /** The group in words, `Hybrid` or `billing · AI only`. */
  name: string;
  figure: ComparedFigure;
  group: Filter[];
  period: Period;
  /** What its change is against, in words. */
  against?: string | null;
  /** The vendor's way of counting that it is of. */
  countAs?: string | null;
  /** Of the cost of all tickets: where it went. */
  costs?: CostReport | null;
  /** Of the whole: how it came to where it is. */
  trend?: TrendPoint[];
  /** Where the figure is of an older period, as that under review is too recent to tell: that one, and its figure. */
  recent?: { figure: Figure; period: Period };
}

/** What periods can be compared with, the one where nothing is said first. */
export const comparisons = ["before", "last_year", "none"] as const satisfies Comparison[];

/** What a page's changes are against, in words. */
export const against = ({ before, before_until }: PageAnswer): string | null => before && text.period.against(span(before), before_until !== null);

/** A cell of the scorecard, opened: where its period is too recent to tell, the newest one that is not stands for it. */
export function openedCell(page: PageAnswer, row: ScoreRow, column: Column, name: string): Opened | null {
  const cell = row[column];
  if (!cell) return null;
  const opened = { kpi: row.kpi, countAs: row.count_as, name, group: columnFilters(column), ...(column === "whole" ? { trend: row.trend } : {}) };
  if (cell.mature && row.mature) {
    return { ...opened, figure: cell.mature, period: row.mature, against: row.mature_before && span(row.mature_before), recent: { figure: cell, period: page.period } };
  }
  return { ...opened, figure: cell, period: page.period, against: against(page), costs: row.kpi.unit === "money" && column === "whole" ? page.costs : null };
}

export const filtersOf = (group: Record<string, string>): Filter[] =>
  Object.entries(group).map(([dimension, value]) => ({ dimension: dimension as Dimension, value }));

/** Filters as they stand in the address: `channel:chat,team:Tier%202`. */
export const writeFilters = (filters: Filter[]): string | undefined =>
  filters.map(({ dimension, value }) => `${dimension}:${encodeURIComponent(value)}`).join(",") || undefined;

/** The filters of an address; what is none is left out. */
export function readFilters(written: string): Filter[] {
  return written.split(",").flatMap((part): Filter[] => {
    const at = part.indexOf(":");
    const dimension = splits.find((one) => one === part.slice(0, at)) ?? (part.startsWith("resolution_type:") ? "resolution_type" : null);
    if (!dimension) return [];
    try {
      return [{ dimension, value: decodeURIComponent(part.slice(at + 1)) }];
    } catch {
      return [];
    }
  });
}

/** What charts can be split by, and tickets filtered to. */
export const splits = [
  "query_type", "channel", "priority", "team", "account_tier", "language", "ai_version", "handoff_trigger", "page", "source", "tag", "ai_outcome", "score", "age", "assignee",
] as const satisfies Dimension[];
export type Split = (typeof splits)[number];

/** The most dimensions that charts are split by. */
const MOST_SPLITS = 2;

/** What an address says that charts are split by; query types where it says nothing that makes sense. */
export function readSplit(written: string): Split[] {
  const wanted = [...new Set(written.split(","))];
  const named = wanted.map((name) => splits.find((one) => one === name)).filter((name) => name !== undefined);
  return named.length > 0 ? named.slice(0, MOST_SPLITS) : ["query_type"];
}

/** A split as it stands in the address: nothing where it is that which holds anyway. */
export const writeSplit = (split: string[]): string | undefined => (split.length === 1 && split[0] === "query_type" ? undefined : split.join(",") || undefined);

/** The ways in which vendors count what their AI resolves. */
export const vendorCountings = ["intercom", "zendesk", "hubspot", "ada"] as const;
export type VendorCounting = (typeof vendorCountings)[number];

const TIMES = ["day", "week", "month", "quarter"];
export const isTime = (dimension: string): boolean => TIMES.includes(dimension);

/** Where a point's tickets are. Trends reach back before the period under review: there the point's own days are it. */
export function scopeOf(group: Record<string, string>, period: Period): { group: Filter[]; period: Period } {
  const time = TIMES.find((dimension) => dimension in group);
  const bucket = time ? bucketPeriod(time, group[time] ?? "") : null;
  if (!time || !bucket || bucket.to >= period.from) return { group: filtersOf(group), period };
  return { group: filtersOf(group).filter(({ dimension }) => dimension !== time), period: bucket };
}

export const columnFilters = (column: Column): Filter[] =>
  column === "whole" ? [] : [{ dimension: "resolution_type", value: column satisfies ResolutionType }];

/** The parts of a figure that have tickets to look at. */
export function partsOf(kpi: Kpi, figure: Figure): { part: "numerator" | "missed" | "denominator" | "cohort"; tickets: number }[] {
  if (kpi.unit === "count") return [{ part: "cohort", tickets: figure.value ?? 0 }];
  const { numerator, denominator } = figure;
  if (denominator === null) return [];
  // Only of a share do some tickets count and others not.
  if (kpi.unit !== "proportion" || numerator === null) return [{ part: "denominator", tickets: denominator }];
  return [
    { part: "numerator", tickets: numerator }, { part: "missed", tickets: denominator - numerator }, { part: "denominator", tickets: denominator },
  ];
}
