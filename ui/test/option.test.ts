import { describe, expect, it } from "vitest";
import { chartOption, groupOf, isEmpty, pointText, type ChartColours } from "$lib/charts/option";
import type { ChartSpec } from "$lib/generated/api";
import { review } from "../fixture/figures";

const colours: ChartColours = {
  ink: "#111", inkFaint: "#777", line: "#ddd", surface: "#fff", order: ["#1", "#2"],
  types: { ai_only: "#ai", hybrid: "#hy", human_only: "#hu", no_touch: "#no", unresolved: "#un", excluded: "#ex" },
};
const period = { from: "2026-07-20", to: "2026-07-26" };
const charts = review(period, period, true, true).charts;
const chart = (id: string) => charts.find((spec) => spec.id === id) as ChartSpec;

interface Drawn { type: string; id: string; name: string; stack?: string; data: { value: number | null; itemStyle: { color?: string; decal?: object } }[] }
interface Option { series: Drawn[]; yAxis: { data?: string[] }[]; tooltip: { formatter(at: object): string }; legend: { show: boolean } }
const draw = (spec: ChartSpec) => chartOption(spec, colours, "Font") as unknown as Option;

describe("a chart's option", () => {
  it("draws every point of every series, gaps as gaps", () => {
    for (const spec of charts) {
      const drawn = draw(spec).series.filter((series) => series.type !== "custom");
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

  it("shows a legend only where there is something to tell apart", () => {
    expect([draw(chart("csat-by-resolution-type")).legend.show, draw(chart("fcr-by-week")).legend.show]).toEqual([false, true]);
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
