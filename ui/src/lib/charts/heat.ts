/** Heat maps: a row for each series, a column for each moment, coloured by their values. */
import { amount, FEW, shown } from "$lib/format";
import type { ChartSpec, Point } from "$lib/generated/api";
import type { ChartColours } from "./option";

const ROW = 26;
const AIR = 1;
const FONT = 11;
/** About the width of a sign, for telling what fits. */
const SIGN = FONT * 0.58;

type Rgb = [number, number, number];
const rgb = (colour: string): Rgb => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as Rgb;
const hex = (channels: Rgb): string => `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
const mixed = (one: Rgb, other: Rgb, share: number): Rgb => one.map((channel, at) => channel + ((other[at] as number) - channel) * share) as Rgb;

/** The colour a share of the way from the low to the high end. */
export function shade(share: number, colours: ChartColours): string {
  const stops = colours.heat;
  const way = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const at = (stop: number) => rgb(stops[stop] ?? colours.ink);
  return hex(mixed(at(Math.floor(way)), at(Math.ceil(way)), way % 1));
}

/** The ink, light or dark, that reads better on a colour. */
export function inkOn(colour: string): string {
  const [red, green, blue] = rgb(colour).map((channel) => (channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4)) as Rgb;
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where white and the dark ink have the same contrast.
  return light > 0.194 ? "#10141a" : "#ffffff";
}

/** What stands in a cell: a rate in whole percent, few tickets as k/n, nothing where there is nothing. */
export function cellText(spec: ChartSpec, point: Point): string {
  const currency = spec.currency ?? "";
  if (point.value !== null) return spec.unit === "proportion" ? `${Math.round(point.value * 100)}%` : amount(point.value, spec.unit, currency);
  return point.denominator !== null && point.denominator > 0 && point.denominator < FEW ? shown(point, spec.unit, currency).text : "";
}

/** The words at the two ends of the colours. */
export const endWords = (spec: ChartSpec): string[] =>
  (spec.scale ?? []).map((value) => cellText(spec, { value, low: null, high: null, numerator: null, denominator: null, faint: false }));

export const heatHeight = (spec: ChartSpec): number => Math.max(160, spec.series.length * ROW + 44);

interface Api {
  coord(at: [number, number]): [number, number];
  size(of: [number, number]): [number, number];
}

/** The cells of a row as a series of its own, so that a click tells row and column as in other charts. */
function row(spec: ChartSpec, index: number, colours: ChartColours): object {
  const points = spec.series[index]?.points ?? [];
  const [low = 0, high = 0] = spec.scale ?? [];
  return {
    type: "custom", id: `series-${index}`, name: spec.series[index]?.name, data: points.map((_, column) => [column, index]), encode: { x: 0, y: 1 },
    renderItem({ dataIndex }: { dataIndex: number }, api: Api) {
      const point = points[dataIndex];
      if (!point) return null;
      const [middle, centre] = api.coord([dataIndex, index]);
      const [wide, tall] = api.size([1, 1]).map((side) => Math.max(1, side - 2 * AIR)) as [number, number];
      const words = cellText(spec, point);
      const fill = point.value === null ? null : shade(high > low ? (point.value - low) / (high - low) : 1, colours);
      const ink = fill ? inkOn(fill) : colours.inkFaint;
      const hatch = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4, color: `${ink}40` };
      const style = fill ? { fill, decal: point.faint ? hatch : undefined } : { fill: colours.surface, stroke: colours.line, lineWidth: 1 };
      const cell = { type: "rect", shape: { x: middle - wide / 2, y: centre - tall / 2, width: wide, height: tall, r: 2 }, style };
      const fits = words.length * SIGN <= wide;
      const label = { type: "text", silent: true, style: { text: words, x: middle, y: centre, fill: ink, align: "center", verticalAlign: "middle", fontSize: FONT } };
      return { type: "group", children: fits && words ? [cell, label] : [cell] };
    },
  };
}

/** What ECharts draws for a heat map, beside what all charts have. */
export function heatParts(spec: ChartSpec, colours: ChartColours): object {
  const label = { color: colours.inkFaint, fontSize: 11.5 };
  const none = { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  return {
    grid: { outerBoundsMode: "same", outerBoundsContain: "axisLabel", left: 4, right: 4, top: 2, bottom: 2 },
    xAxis: { type: "category", data: spec.categories, ...none, axisLabel: { ...label, hideOverlap: true } },
    yAxis: { type: "category", data: spec.series.map(({ name }) => name), inverse: true, ...none, axisLabel: { ...label, color: colours.ink, width: 160, overflow: "truncate", interval: 0, margin: 10 } },
    series: spec.series.map((_, index) => row(spec, index, colours)),
  };
}
