/** Waterfalls: from one level to another over the changes between them. */
import type { EChartsCoreOption } from "echarts/core";
import { amount, difference } from "$lib/format";
import type { ChartSpec } from "$lib/generated/api";
import type { ChartColours } from "./option";

/** From where to where each bar goes: the first and the last from the scale's foot, the others from where the one before ended. */
export function bars(spec: ChartSpec): [from: number, to: number][] {
  const points = spec.series[0]?.points ?? [];
  let level = 0;
  return points.map(({ value }, at) => {
    const from = at === 0 || at === points.length - 1 ? 0 : level;
    level = from + (value ?? 0);
    return [from, level];
  });
}

const isLevel = (spec: ChartSpec, at: number): boolean => at === 0 || at === spec.categories.length - 1;

/** A level as it is, a change with its sign. */
export function barText(spec: ChartSpec, at: number): string {
  const value = spec.series[0]?.points[at]?.value ?? 0;
  const currency = spec.currency ?? "";
  return isLevel(spec, at) ? amount(value, spec.unit, currency) : difference(value, spec.unit, currency);
}

interface Api {
  coord(at: [number, number]): [number, number];
  size(of: [number, number]): [number, number];
}

/** Narrower than this, the names of the steps do not fit beside each other: every other one stands below. */
const ABREAST = 600;

/** The waterfall itself, and how its names stand in the width that there is; `base` is what all charts have. */
export function waterfall(base: object, spec: ChartSpec, colours: ChartColours): EChartsCoreOption {
  const names = (formatter: (name: string, at: number) => string) => ({ xAxis: { axisLabel: { formatter } } });
  return {
    baseOption: { ...base, ...waterfallParts(spec, colours) },
    media: [{ query: { maxWidth: ABREAST }, option: names((name, at) => (at % 2 === 1 ? `\n${name}` : name)) }, { option: names((name) => name) }],
  };
}

/** What ECharts draws for it, beside what all charts have. */
function waterfallParts(spec: ChartSpec, colours: ChartColours): object {
  const drawn = bars(spec);
  const foot = spec.scale?.[0] ?? 0;
  const label = { color: colours.inkFaint, fontSize: 11.5 };
  const colour = (at: number): string => {
    const [from, to] = drawn[at] ?? [0, 0];
    return (isLevel(spec, at) ? colours.order[0] : to > from ? colours.order[3] : colours.order[4]) ?? colours.ink;
  };
  const series = {
    type: "custom", id: "series-0", name: spec.series[0]?.name, data: drawn.map(([from, to], at) => [at, Math.max(from, foot), to]), encode: { x: 0, y: [1, 2] },
    renderItem({ dataIndex }: { dataIndex: number }, api: Api) {
      const [from, to] = drawn[dataIndex] ?? [0, 0];
      const [middle, start] = api.coord([dataIndex, Math.max(from, foot)]);
      const [next, end] = api.coord([dataIndex + 1, to]);
      const slot = api.size([1, 0])[0] as number;
      const wide = Math.min(46, slot * 0.66);
      const top = Math.min(start, end);
      const bar = { type: "rect", shape: { x: middle - wide / 2, y: top, width: wide, height: Math.max(1, Math.abs(end - start)) }, style: { fill: colour(dataIndex) } };
      const words = { type: "text", silent: true, style: { text: barText(spec, dataIndex), x: middle, y: top - 5, fill: colours.ink, align: "center", verticalAlign: "bottom", fontSize: 11.5, fontWeight: 600 } };
      const line = { type: "line", silent: true, shape: { x1: middle + wide / 2, y1: end, x2: next - wide / 2, y2: end }, style: { stroke: colours.inkFaint, lineWidth: 1 } };
      return { type: "group", children: dataIndex < drawn.length - 1 ? [bar, words, line] : [bar, words] };
    },
  };
  return {
    grid: { outerBoundsMode: "same", outerBoundsContain: "axisLabel", left: 4, right: 8, top: 24, bottom: 2 },
    xAxis: { type: "category", data: spec.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } }, axisLabel: { ...label, interval: 0, width: 84, overflow: "break" } },
    yAxis: { type: "value", min: spec.scale?.[0] ?? undefined, max: spec.scale?.[1] ?? undefined, splitNumber: 4, splitLine: { lineStyle: { color: colours.line } }, axisLabel: { ...label, formatter: (value: number) => amount(value, spec.unit, spec.currency ?? "") } },
    series: [series],
  };
}
