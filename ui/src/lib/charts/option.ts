/** From the core's chart to what ECharts draws. Pure: the same spec and colours give the same option. */
import type { EChartsCoreOption } from "echarts/core";
import { count, FEW, interval, NO_VALUE, shown, tick } from "$lib/format";
import type { ChartSpec, Point, ResolutionType, Series } from "$lib/generated/api";
import { text } from "$lib/text";
import { bands, FLOW_HEIGHT, flowParts, nodeWords } from "./flow";
import { heatHeight, heatParts } from "./heat";
import { ladderHeight, ladderParts } from "./ladder";
import { boundSeries, isBound, rings } from "./lines";
import { bubbleRemarks, MAP_HEIGHT, mapOf, mapParts } from "./map";
import { headOf, moments, remarks } from "./moments";
import { barText, waterfall } from "./waterfall";

/** The colours of a chart, from the design tokens. */
export interface ChartColours {
  ink: string;
  inkFaint: string;
  line: string;
  surface: string;
  types: Record<ResolutionType, string>;
  /** For series that stand for no resolution type, by order. */
  order: string[];
  /** The cells of a heat map, from its low to its high end. */
  heat: string[];
}

const RADIUS = 2;
const BARS = { barMaxWidth: 22, barGap: "12%", barCategoryGap: "28%" };
const WHISKER = 4;

/**
 * A pattern for each type that only a legend names, so that colour is never alone. The first of a chart stays plain,
 * and none is slanted: that is how few tickets are marked.
 */
const decals: Partial<Record<ResolutionType, object>> = {
  hybrid: { symbol: "circle", dashArrayX: [[8, 8], [0, 8, 8, 0]], dashArrayY: [8, 0], symbolSize: 0.4 },
  human_only: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5] },
  no_touch: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: Math.PI / 2 },
};
const HATCH = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4 };
/** Opacities, as the last two digits of a colour. */
const [QUARTER, HALF] = ["38", "8c"];
const lineSymbols = ["circle", "rect", "triangle", "diamond", "emptyCircle"];

/** What marks the points of a series' line. */
export const symbolOf = (index: number): string => lineSymbols[index % lineSymbols.length] ?? "circle";

/** The type whose pattern a series' bars have, if any. */
export function patternOf(spec: ChartSpec, index: number): ResolutionType | null {
  const type = spec.series[index]?.resolution_type;
  return type && decals[type] ? type : null;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The type that a bar stands for: its series', or its category's where types are the categories. */
function typeOf(spec: ChartSpec, series: Series, category: number): ResolutionType | null {
  if (series.resolution_type) return series.resolution_type;
  return spec.dimensions[0] === "resolution_type" ? ((spec.keys[category] as ResolutionType | undefined) ?? null) : null;
}

function colourOf(spec: ChartSpec, index: number, category: number, colours: ChartColours): string {
  const series = spec.series[index];
  // What values are held against stands back.
  if (series && isBound(spec, series)) return colours.inkFaint;
  const type = series && typeOf(spec, series, category);
  return (type && colours.types[type]) ?? colours.order[index % colours.order.length] ?? colours.ink;
}

/** What a point says in the tooltip and in the table: value, n, interval. */
export function pointText(spec: ChartSpec, point: Point): { value: string; n: string; interval: string } {
  const currency = spec.currency ?? "";
  const figure = { ...point };
  return {
    value: point.value === null && (point.denominator ?? 0) >= FEW ? NO_VALUE : shown(figure, spec.unit, currency).text,
    n: point.denominator === null ? "" : count(point.denominator),
    interval: interval(figure, spec.unit, currency) ?? "",
  };
}

/** What a point is of: the dimensions' values behind its category and series. */
export function groupOf(spec: ChartSpec, series: number, category: number): Record<string, string> {
  const drawn = spec.series[series];
  const keys = [spec.keys[category], drawn?.key];
  const group: Record<string, string> = {};
  spec.dimensions.forEach((dimension, i) => {
    const key = keys[i];
    if (key !== undefined && key !== null) group[dimension] = key;
  });
  return group;
}

/** What is to be known of a point beside its value: why it stands out and, of its category, class and mark, and what happened. */
export const notesOf = (spec: ChartSpec, series: number, category: number, ofCategory = true): string[] => [
  ...(ofCategory ? bubbleRemarks(spec, category) : []),
  ...(spec.alarms ?? []).filter((alarm) => alarm.series === series && alarm.category === category).map(({ label }) => label),
  ...(ofCategory ? remarks(spec, category) : []),
];

function tooltip(spec: ChartSpec, colours: ChartColours, series: number, category: number): string {
  const point = spec.series[series]?.points[category];
  if (!point) return "";
  const words = pointText(spec, point);
  const value = spec.kind === "waterfall" ? barText(spec, category) : words.value;
  // The bars of a ladder are of one series, and so are the bubbles of a map; what the others say stands beside it.
  const isOfAll = spec.kind === "ladder" || spec.kind === "map";
  const all = isOfAll ? spec.series.map((one, at) => {
    const said = pointText(spec, one.points[category] as Point);
    return { name: one.name, words: spec.kind === "map" && at !== series ? { ...said, n: "" } : said };
  }) : [{ name: "", words: { ...words, value } }];
  const name = [spec.categories[category] ?? "", spec.series.length > 1 && all.length === 1 ? (spec.series[series]?.name ?? "") : ""].filter(Boolean).map(escaped).join(" · ");
  const lines = all.filter((one) => one.words.value !== NO_VALUE || all.length === 1).map((one) => {
    const more = [one.words.interval && `${text.chart.interval} ${one.words.interval}`, one.words.n && `${text.chart.n} ${one.words.n}`].filter(Boolean).join(" · ");
    return `${one.name && `${escaped(one.name)}: `}${one.words.value}${more ? `<br><span style="color:${colours.inkFaint}">${more}</span>` : ""}`;
  });
  const notes = notesOf(spec, series, category).map((note) => `<span style="color:${colours.inkFaint}">${escaped(note)}</span>`);
  return [`<b>${name}</b>`, ...lines, ...notes].join("<br>");
}

type Spot = [x: number, y: number];

/** The part of ECharts' drawing interface that intervals need. */
interface Api {
  value(dimension: number): number;
  coord(at: Spot): Spot;
  barLayout(options: { count: number }): { offsetCenter: number }[];
}

/** Whiskers from the low to the high end of each bar's interval. */
function whiskers(spec: ChartSpec, index: number, shown: number[], colours: ChartColours, horizontal: boolean): object | null {
  const data = (spec.series[index]?.points ?? []).flatMap((point, category) =>
    point.value === null || point.low === null || point.high === null ? [] : [[category, point.low, point.high]]);
  if (data.length === 0) return null;
  return {
    type: "custom", id: `interval-${index}`, name: spec.series[index]?.name, silent: true, z: 5, data,
    encode: horizontal ? { x: [1, 2], y: 0 } : { x: 0, y: [1, 2] },
    tooltip: { show: false },
    renderItem(_: unknown, api: Api) {
      const category = api.value(0);
      const shift = api.barLayout({ ...BARS, count: shown.length })[shown.indexOf(index)]?.offsetCenter ?? 0;
      const [low, high] = [1, 2].map((end) => api.coord(horizontal ? [api.value(end), category] : [category, api.value(end)])) as [Spot, Spot];
      const style = { stroke: colours.ink, lineWidth: 1, opacity: 0.55 };
      // Drawn as if upright; for horizontal bars the axes change places.
      const line = (across1: number, along1: number, across2: number, along2: number) => ({
        type: "line", style,
        shape: horizontal ? { x1: along1, y1: across1, x2: along2, y2: across2 } : { x1: across1, y1: along1, x2: across2, y2: along2 },
      });
      const along = horizontal ? 0 : 1;
      const across = low[1 - along] as number + shift;
      return { type: "group", children: [
        line(across, low[along] as number, across, high[along] as number),
        ...[low, high].map((end) => line(across - WHISKER, end[along] as number, across + WHISKER, end[along] as number)),
      ] };
    },
  };
}

/** A band around each line from the low to the high ends; it breaks where the line does. */
function band(spec: ChartSpec, index: number, colours: ChartColours): object | null {
  const points = spec.series[index]?.points ?? [];
  const runs: [category: number, low: number, high: number][][] = [[]];
  points.forEach(({ value, low, high }, category) => {
    if (value === null || low === null || high === null) runs.push([]);
    else runs.at(-1)?.push([category, low, high]);
  });
  const drawn = runs.filter((run) => run.length > 1);
  if (drawn.length === 0) return null;
  const begins = new Map(drawn.map((run, at) => [drawn.slice(0, at).flat().length, run]));
  return {
    type: "custom", id: `interval-${index}`, name: spec.series[index]?.name, silent: true, z: 1, data: drawn.flat(),
    encode: { x: 0, y: [1, 2] },
    tooltip: { show: false },
    // The axis reaches as far as all points; a run is drawn once, with its first.
    renderItem({ dataIndex }: { dataIndex: number }, api: Api) {
      const run = begins.get(dataIndex);
      if (!run) return null;
      const outline = [...run.map(([category, low]) => api.coord([category, low])), ...run.toReversed().map(([category, , high]) => api.coord([category, high]))];
      return { type: "polygon", shape: { points: outline }, style: { fill: colourOf(spec, index, 0, colours), opacity: 0.13 } };
    },
  };
}

function intervals(spec: ChartSpec, index: number, shown: number[], colours: ChartColours): object | null {
  if (spec.kind === "stacked_bars") return null;
  return spec.kind === "lines" ? band(spec, index, colours) : whiskers(spec, index, shown, colours, spec.kind === "bars");
}

function targetLine(spec: ChartSpec, colours: ChartColours, horizontal: boolean): object | undefined {
  if (!spec.target) return undefined;
  return {
    silent: true, symbol: "none", data: [horizontal ? { xAxis: spec.target.value } : { yAxis: spec.target.value }],
    lineStyle: { color: colours.ink, type: "dashed", width: 1 },
    label: { formatter: spec.target.label, color: colours.ink, fontSize: 11, position: horizontal ? "start" : "insideEndTop" },
  };
}

/** A bar that cannot be leaned on, of few or still maturing tickets: pale, hatched and outlined, as in saved pictures. */
const pale = (color: string): object => ({ color: `${color}${QUARTER}`, borderColor: color, borderWidth: 1, decal: { ...HATCH, color: `${color}${HALF}` } });

function barSeries(spec: ChartSpec, index: number, colours: ChartColours, horizontal: boolean): object {
  const series = spec.series[index] as Series;
  const stacked = spec.kind === "stacked_bars";
  return {
    type: "bar", id: `series-${index}`, name: series.name, stack: stacked ? "all" : undefined,
    ...BARS, ...(stacked ? { barMaxWidth: 34 } : {}),
    itemStyle: { color: colourOf(spec, index, 0, colours), borderRadius: stacked ? 0 : horizontal ? [0, RADIUS, RADIUS, 0] : [RADIUS, RADIUS, 0, 0] },
    data: series.points.map((point, category) => {
      const type = typeOf(spec, series, category);
      // Where each type is a category of its own, the axis names it.
      const decal = type && series.resolution_type ? decals[type] : undefined;
      const color = colourOf(spec, index, category, colours);
      const full = { color, decal: decal && { ...decal, color: `${colours.surface}${HALF}` } };
      return { value: point.value, itemStyle: point.faint ? pale(color) : full };
    }),
    emphasis: { focus: "none" },
  };
}

/** Beside single bars, a column of their values on the right: the same words as in the table. */
function valueColumn(spec: ChartSpec, colours: ChartColours): object[] {
  const points = spec.series.length === 1 ? (spec.series[0]?.points ?? []) : [];
  if (points.length === 0) return [];
  return [{
    type: "category", position: "right", inverse: true, axisTick: { show: false }, axisLine: { show: false },
    data: points.map((point) => pointText(spec, point).value),
    axisLabel: {
      fontSize: 11.5, margin: 8, interval: 0,
      color: (_: string, index: number) => (points[index]?.faint ? colours.inkFaint : colours.ink),
    },
  }];
}

function lineSeries(spec: ChartSpec, index: number, colours: ChartColours): object {
  const series = spec.series[index] as Series;
  if (isBound(spec, series)) return boundSeries(series, index, colours);
  return {
    type: "line", id: `series-${index}`, name: series.name, symbol: symbolOf(index), symbolSize: 7,
    lineStyle: { width: 2, color: colourOf(spec, index, 0, colours) }, itemStyle: { color: colourOf(spec, index, 0, colours) },
    connectNulls: false, triggerLineEvent: false,
    data: series.points.map((point) => ({ value: point.value, itemStyle: point.faint ? { color: colours.surface, borderColor: colourOf(spec, index, 0, colours), borderWidth: 1.5 } : {} })),
    emphasis: { focus: "none" },
  };
}

export const isEmpty = (spec: ChartSpec): boolean =>
  spec.categories.length === 0 || (spec.kind === "map" && !mapOf(spec)?.bubbles.some(Boolean)) || (spec.kind === "flow" && bands(spec).length === 0) || spec.series.every((series) => isBound(spec, series) || series.points.every((point) => point.value === null && !point.denominator));

/** Height in pixels that the chart needs at least: horizontal bars grow with their number. */
export function heightOf(spec: ChartSpec): number {
  if (spec.kind === "heat") return heatHeight(spec);
  if (spec.kind === "ladder") return ladderHeight(spec);
  if (spec.kind === "map") return MAP_HEIGHT;
  if (spec.kind === "flow") return FLOW_HEIGHT;
  return spec.kind === "bars" ? Math.max(200, 36 + spec.categories.length * 30) : 280;
}

/** What all charts have: type, tooltip. */
const frame = (spec: ChartSpec, colours: ChartColours, font: string): object => ({
  animation: false,
  textStyle: { fontFamily: font },
  // What it shows is told by its place in the page, drawn or not.
  aria: { enabled: true, label: { enabled: false } },
  tooltip: {
    trigger: "item", confine: true, backgroundColor: colours.surface, borderColor: colours.line, padding: [8, 12],
    textStyle: { color: colours.ink, fontSize: 12 },
    formatter: (event: Pointed) => {
      const at = pointOf(spec, event);
      if (at) return tooltip(spec, colours, at.series, at.category);
      return escaped((event.dataType === "node" ? nodeWords(spec, event.name) : spec.marks[event.dataIndex]?.text) ?? "");
    },
  },
});

/** What a chart shows, in words, for those who cannot see it; its table has the numbers. */
export function described(spec: ChartSpec): string {
  const tail = spec.tail && `${spec.categories[spec.tail.from] ?? ""}–: ${spec.tail.label}.`;
  const alarms = (spec.alarms ?? []).map(({ category, label }) => `${text.chart.alarm}: ${spec.categories[category] ?? ""}: ${label}.`);
  return [`${spec.title}.`, `${spec.subtitle}.`, ...alarms, tail, ...spec.notes].filter(Boolean).join(" ");
}

/** `hidden` are the series that the reader has taken away. */
export function chartOption(spec: ChartSpec, colours: ChartColours, font: string, hidden: ReadonlySet<number> = new Set()): EChartsCoreOption {
  if (spec.kind === "heat") return { ...frame(spec, colours, font), ...heatParts(spec, colours) };
  if (spec.kind === "ladder") return { ...frame(spec, colours, font), ...ladderParts(spec, colours, pale) };
  if (spec.kind === "map") return { ...frame(spec, colours, font), ...mapParts(spec, colours, font) };
  if (spec.kind === "flow") return { ...frame(spec, colours, font), ...flowParts(spec, colours) };
  if (spec.kind === "waterfall") return waterfall(frame(spec, colours, font), spec, colours);
  const horizontal = spec.kind === "bars";
  const label = { color: colours.inkFaint, fontSize: 11.5 };
  const categoryAxis = {
    type: "category", data: spec.categories, inverse: horizontal, axisTick: { show: false },
    axisLine: { show: !horizontal, lineStyle: { color: colours.line } },
    axisLabel: { ...label, hideOverlap: true, ...(horizontal ? { width: 132, overflow: "truncate", color: colours.ink, margin: 10 } : spec.kind === "grouped_bars" ? { interval: 0, width: 76, overflow: "break", hideOverlap: false } : {}) },
  };
  const valueAxis = {
    type: "value", min: 0, max: spec.unit === "proportion" ? (spec.kind === "lines" ? undefined : 1) : undefined, splitNumber: 4, interval: spec.unit === "proportion" && spec.kind !== "lines" ? 0.25 : undefined,
    splitLine: { lineStyle: { color: colours.line } },
    axisLabel: { ...label, formatter: (value: number) => tick(value, spec.unit, spec.currency ?? "") },
  };
  const shown = spec.series.map((_, index) => index).filter((index) => !hidden.has(index));
  const drawn = shown.map((index, at) => ({
    ...(spec.kind === "lines" ? lineSeries(spec, index, colours) : barSeries(spec, index, colours, horizontal)),
    markLine: at === 0 ? targetLine(spec, colours, horizontal) : undefined,
  }));
  const ranges = shown.map((index) => intervals(spec, index, shown, colours)).filter((series) => series !== null);
  return {
    ...frame(spec, colours, font),
    color: shown.map((index) => colourOf(spec, index, 0, colours)),
    grid: { outerBoundsMode: "same", outerBoundsContain: "axisLabel", left: 4, right: horizontal ? 24 : 8, top: (spec.target && horizontal ? 20 : 10) + headOf(spec), bottom: 2 },
    xAxis: horizontal ? valueAxis : categoryAxis,
    yAxis: horizontal ? [categoryAxis, ...valueColumn(spec, colours)] : valueAxis,
    series: [...drawn, ...ranges, ...rings(spec, hidden, colours), ...moments(spec, colours, font)],
  };
}

/** What an event of ECharts says of where it is. */
export interface Pointed {
  seriesId?: string;
  dataIndex: number;
  dataType?: string;
  name?: string;
}

/** Which of the spec's points an event of ECharts is about; null where it is about a marked moment or a node of a flow. */
export function pointOf(spec: ChartSpec, { seriesId, dataIndex, dataType }: Pointed): { series: number; category: number } | null {
  if (seriesId === "alarms") return spec.alarms?.[dataIndex] ?? null;
  const series = seriesId?.startsWith("series-") ? Number(seriesId.slice("series-".length)) : null;
  if (series === null || dataType === "node") return null;
  const category = dataType === "edge" ? bands(spec)[dataIndex] : dataIndex;
  return category === undefined ? null : { series, category };
}
