import { describe, expect, it } from "vitest";
import { endWords, inkOn, shade } from "$lib/charts/heat";
import { ladderWords } from "$lib/charts/ladder";
import { barText, bars } from "$lib/charts/waterfall";
import { chartOption, groupOf, isEmpty, pointText, type ChartColours } from "$lib/charts/option";
import type { ChartSpec } from "$lib/generated/api";
import { review } from "../fixture/figures";

const colours: ChartColours = {
  ink: "#111", inkFaint: "#777", line: "#ddd", surface: "#fff", order: ["#1", "#2"], heat: ["#ffffff", "#808080", "#000000"],
  types: { ai_only: "#ai", hybrid: "#hy", human_only: "#hu", no_touch: "#no", unresolved: "#un", excluded: "#ex" },
};
const period = { from: "2026-07-20", to: "2026-07-26" };
const charts = review(period, period, true, true).charts;
const chart = (id: string) => charts.find((spec) => spec.id === id) as ChartSpec;

interface Drawn { type: string; id: string; name: string; stack?: string; data: { value: number | null; itemStyle: { color?: string; decal?: object } }[] }
interface Option { series: Drawn[]; yAxis: { data?: string[] }[]; tooltip: { formatter(at: object): string } }
const draw = (spec: ChartSpec) => chartOption(spec, colours, "Font") as unknown as Option;

describe("a chart's option", () => {
  it("draws every point of every series, gaps as gaps", () => {
    for (const spec of charts.filter(({ kind }) => !["heat", "ladder", "waterfall", "map", "flow"].includes(kind))) {
      const drawn = draw(spec).series.filter((series) => series.id.startsWith("series-"));
      expect(drawn.map((series) => series.data.map((point) => point.value))).toEqual(spec.series.map((series) => series.points.map((point) => point.value)));
    }
    expect(draw(chart("deflection-by-query-type")).series[0]?.data.at(-1)?.value).toBeNull();
  });

  it("gives each resolution type its colour, and a pattern of its own where only the legend names it", () => {
    const byType = draw(chart("csat-by-resolution-type")).series[0];
    expect(byType?.data.map((point) => point.itemStyle.color?.slice(0, 3))).toEqual(["#ai", "#hy", "#hu"]);
    const series = draw(chart("volume-by-week")).series;
    expect(series.map(({ data }) => data[0]?.itemStyle.color)).toEqual(["#ai", "#hy", "#hu"]);
    expect(new Set(series.map(({ data }) => JSON.stringify(data[0]?.itemStyle.decal ?? null))).size).toBe(3);
  });

  it("draws points of few tickets pale and writes k/n for fewer than five", () => {
    const option = draw(chart("deflection-by-query-type"));
    expect(option.series[0]?.data.map((point) => "borderColor" in point.itemStyle)).toEqual([...Array(6).fill(false), ...Array(3).fill(true)]);
    expect(option.yAxis[1]?.data?.at(-1)).toBe("0/3");
    expect(pointText(chart("deflection-by-query-type"), { value: null, low: null, high: null, numerator: 0, denominator: 0, faint: false })).toEqual({ value: "—", n: "0", interval: "" });
  });

  it("draws intervals for bars side by side, none for stacked ones", () => {
    const custom = (id: string) => draw(chart(id)).series.filter((series) => series.type === "custom").length;
    expect([custom("csat-by-channel"), custom("volume-by-week"), custom("csat-by-resolution-type")]).toEqual([3, 0, 1]);
    expect(draw(chart("volume-by-week")).series.every((series) => series.stack === "all")).toBe(true);
  });

  it("says value, n and interval in the tooltip, and lets no label become markup", () => {
    const spec = { ...chart("csat-by-resolution-type"), categories: ["<img src=x onerror=1>", "b", "c"] };
    const tip = draw(spec).tooltip.formatter({ seriesId: "series-0", dataIndex: 0 });
    expect(tip).not.toContain("<img");
    expect(tip).toContain("83.7%");
    expect(tip).toContain("n 141");
  });

  it("leaves out what the reader has taken away, with its interval, and keeps the colours of the others", () => {
    const drawn = (id: string, hidden: number[]) => (chartOption(chart(id), colours, "Font", new Set(hidden)) as unknown as Option).series;
    expect(drawn("csat-by-channel", [0]).map(({ id }) => id)).toEqual(["series-1", "series-2", "interval-1", "interval-2"]);
    expect(drawn("volume-by-week", [0, 2]).map(({ id, data }) => [id, data[0]?.itemStyle.color])).toEqual([["series-1", "#hy"]]);
  });
});

describe("a heat map", () => {
  const spec = chart("deflection-by-query-type-and-week");
  interface Cell { children: { type: string; style: { fill?: string; text?: string; decal?: object; stroke?: string } }[] }
  const cell = (row: number, column: number) => {
    const series = draw(spec).series[row] as unknown as { id: string; renderItem(at: object, api: object): Cell };
    return series.renderItem({ dataIndex: column }, { coord: () => [100, 100], size: () => [60, 24] }).children;
  };

  it("writes each value into its cell, on a colour between the two ends", () => {
    const [rect, words] = cell(0, 0);
    expect(words?.style.text).toBe(`${Math.round((spec.series[0]?.points[0]?.value ?? 0) * 100)}%`);
    expect(rect?.style.fill).toBe(shade((spec.series[0]?.points[0]?.value ?? 0) / 0.9, colours));
    expect([shade(0, colours), shade(0.25, colours), shade(1, colours)]).toEqual(["#ffffff", "#c0c0c0", "#000000"]);
    expect([inkOn("#ffffff"), inkOn("#000000")]).toEqual(["#10141a", "#ffffff"]);
  });

  it("hatches few tickets, and colours no rate of fewer than five", () => {
    expect([cell(0, 0)[0]?.style.decal, cell(6, 0)[0]?.style.decal].map(Boolean)).toEqual([false, true]);
    const [rect, words] = cell(8, 0);
    expect(rect?.style.stroke).toBe(colours.line);
    expect(words?.style.text).toMatch(/^[0-3]\/3$/);
  });

  it("tells row and column of what is picked", () => {
    expect(groupOf(spec, 2, 1)).toEqual({ week: "2026-W20", query_type: "billing" });
    expect(endWords(spec)).toEqual(["0%", "90%"]);
  });
});

describe("a ladder", () => {
  const spec = chart("ladder");

  it("has a bar for each step, and its tickets and both shares beside it", () => {
    const option = draw(spec);
    expect(option.series[0]?.data.map(({ value }) => value)).toEqual(spec.series[0]?.points.map(({ value }) => value));
    expect(option.yAxis.slice(1).map(({ data }) => data?.[1])).toEqual(["184", "42.7%", "60.9%"]);
    // The first step is all of those with AI.
    expect(ladderWords(spec, 0)).toEqual(["302", "70.1%", ""]);
  });

  it("says both shares in the tooltip", () => {
    const tip = draw(spec).tooltip.formatter({ seriesId: "series-0", dataIndex: 1 });
    expect(tip).toContain("Share of all tickets: 42.7%");
    expect(tip).toContain("Share of tickets with AI: 60.9%");
    expect(draw(spec).tooltip.formatter({ seriesId: "series-0", dataIndex: 0 })).not.toContain("with AI");
  });

  it("hatches a step of few tickets", () => {
    expect(draw(spec).series[0]?.data.map(({ itemStyle }) => Boolean(itemStyle.decal))).toEqual([false, false, false, false, false]);
    const few = { ...spec, series: spec.series.map((series) => ({ ...series, points: series.points.map((point) => ({ ...point, faint: true })) })) };
    expect(draw(few).series[0]?.data.every(({ itemStyle }) => itemStyle.decal)).toBe(true);
  });
});

describe("a waterfall", () => {
  const spec = chart("cost-waterfall");

  it("hangs each change from where the one before ended", () => {
    const ends = bars(spec);
    expect(ends.map(([from]) => Math.round(from * 100))).toEqual([0, 1261, 1219, 1219, 1222, 1222, 0]);
    expect(ends.slice(1, -1).every(([from], at) => from === ends[at]?.[1])).toBe(true);
    expect([barText(spec, 0), barText(spec, 1), barText(spec, 3)]).toEqual(["€12.61", "−€0.42", "+€0.03"]);
  });

  it("says a change with its sign in the tooltip", () => {
    const { baseOption } = chartOption(spec, colours, "Inter") as unknown as { baseOption: Option };
    expect(baseOption.tooltip.formatter({ seriesId: "series-0", dataIndex: 3 })).toContain("+€0.03");
  });

  it("has the names of its steps in two rows where they do not fit beside each other", () => {
    const { media } = chartOption(spec, colours, "Inter") as unknown as { media: { query?: object; option: { xAxis: { axisLabel: { formatter: (name: string, at: number) => string } } } }[] };
    const names = media.map(({ option }) => ["People", "Overhead"].map((name, at) => option.xAxis.axisLabel.formatter(name, at)));
    expect(names).toEqual([["People", "\nOverhead"], ["People", "Overhead"]]);
  });
});

it("a point is of the values behind its category and series", () => {
  expect(groupOf(chart("csat-by-channel"), 1, 2)).toEqual({ channel: "web", resolution_type: "hybrid" });
  expect(groupOf(chart("deflection-by-query-type"), 0, 1)).toEqual({ query_type: "order status" });
});

it("a chart without points is empty", () => {
  expect(isEmpty({ ...chart("csat-by-channel"), categories: [], series: [] })).toBe(true);
  expect(isEmpty(chart("csat-by-channel"))).toBe(false);
});
