/** What lines are held against: bounds and what was to be expected, and rings around points that stand out. */
import type { ChartSpec, Series } from "$lib/generated/api";
import type { ChartColours } from "./option";

/** How the line of each role is broken: dashes for a bound, dots for what was to be expected. As in saved pictures. */
export const BROKEN: Record<"limit" | "expected", number[]> = { limit: [6, 4], expected: [1.5, 3] };

const dashesOf = (series: Series): number[] | null => (series.role === "limit" || series.role === "expected" ? BROKEN[series.role] : null);

/** Whether a series is what others are held against. */
export const isBound = (spec: ChartSpec, series: Series): boolean => spec.kind === "lines" && dashesOf(series) !== null;

/** A thin broken line without marks. */
export const boundSeries = (series: Series, index: number, colours: ChartColours): object => ({
  type: "line", id: `series-${index}`, name: series.name, symbol: "none", connectNulls: false, emphasis: { focus: "none" },
  lineStyle: { width: 1.25, color: colours.inkFaint, type: dashesOf(series) }, itemStyle: { color: colours.inkFaint },
  data: series.points.map(({ value }) => ({ value })),
});

/** A ring around each point that stands out, of the series that are shown. */
export function rings(spec: ChartSpec, hidden: ReadonlySet<number>, colours: ChartColours): object[] {
  const alarms = spec.kind === "lines" ? (spec.alarms ?? []) : [];
  if (alarms.length === 0) return [];
  return [{
    type: "scatter", id: "alarms", symbol: "circle", symbolSize: 16, z: 6, itemStyle: { color: "transparent", borderColor: colours.ink, borderWidth: 2 },
    data: alarms.map(({ series, category }) => [category, hidden.has(series) ? null : (spec.series[series]?.points[category]?.value ?? null)]),
  }];
}
