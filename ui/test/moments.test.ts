import { render } from "svelte/server";
import { describe, expect, it } from "vitest";
import Legend from "$lib/charts/Legend.svelte";
import { hatching, headOf, moments, places, remarks } from "$lib/charts/moments";
import { chartOption, described, pointOf, type ChartColours } from "$lib/charts/option";
import type { ChartSpec } from "$lib/generated/api";
import { review } from "../fixture/figures";

const period = { from: "2026-07-20", to: "2026-07-26" };
const charts = review(period, period, true, true).charts;
const chart = (id: string) => charts.find((spec) => spec.id === id) as ChartSpec;
const trend = chart("fcr-by-week");
const colours = { ink: "#111", inkFaint: "#777", line: "#ddd", surface: "#fff", order: ["#1"], types: {} } as unknown as ChartColours;

interface Option { tooltip: { formatter(at: object): string } }
const option = chartOption(trend, colours, "Font") as unknown as Option;

describe("moments of a chart over time", () => {
  it("say in the tooltip, the table and the description what happened and what may still change", () => {
    expect(remarks(trend, 5)).toEqual(["AI release 2.0 (9 Jun 2026)"]);
    expect([9, 10, 11].map((week) => remarks(trend, week))).toEqual([[], ["too recent to judge yet"], ["too recent to judge yet"]]);
    expect(option.tooltip.formatter({ seriesId: "series-0", dataIndex: 6 })).toContain("AI release 2.1 (17 Jun 2026)");
    expect(option.tooltip.formatter({ seriesId: "marks", dataIndex: 0 })).toBe("AI release 2.0 (9 Jun 2026)");
    for (const words of ["2026-W29–: too recent to judge yet.", "AI release 2.0 (9 Jun 2026)"]) expect(described(trend)).toContain(words);
  });

  it("are drawn where there are some, and are no series to open", () => {
    expect(moments(trend, colours, "Font").map((series) => (series as { id: string }).id)).toEqual(["tail", "marks"]);
    expect(moments(chart("csat-by-channel"), colours, "Font")).toEqual([]);
    expect([headOf(trend) > headOf({ ...trend, marks: trend.marks.slice(1) }), headOf(chart("csat-by-channel"))]).toEqual([true, 0]);
    const at = (seriesId: string | undefined) => pointOf(trend, { seriesId, dataIndex: 1 });
    expect([at("series-2"), at("marks"), at(undefined)]).toEqual([{ series: 2, category: 1 }, null, null]);
  });

  it("have labels inside the chart that lie on no other and that no line goes through", () => {
    const at = (x: number) => ({ x, label: "AI 2.1" });
    expect(places([at(50), at(60), at(70), at(290)], 0, 300)).toEqual([{ row: 0, from: 10, to: 46 }, { row: 1, from: 20, to: 56 }, { row: 0, from: 74, to: 110 }, { row: 0, from: 250, to: 286 }]);
  });

  it("are hatched inside the rectangle only", () => {
    const lines = hatching(10, 20, 30, 50);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.flat().every((value, i) => (i % 2 === 0 ? value >= 10 && value <= 40 : value >= 20 && value <= 70))).toBe(true);
  });
});

describe("a legend", () => {
  const html = (spec: ChartSpec, hidden: number[] = []) => render(Legend, { props: { spec, hidden: new Set(hidden), ontoggle: () => undefined } }).body;

  it("has a button for each series, which says whether it is shown; the last one cannot be taken away", () => {
    expect(html(trend).match(/<button aria-pressed="true" aria-disabled="false"/g)?.length).toBe(3);
    const left = html(trend, [0, 1]);
    expect([left.match(/aria-pressed="false"/g)?.length, left.match(/aria-pressed="true" aria-disabled="true"/g)?.length]).toEqual([2, 1]);
  });

  it("says what is hatched and marked, and is not there where there is nothing to tell apart", () => {
    expect(html(trend)).toContain("too recent to judge yet");
    expect(html(trend)).toContain("AI release");
    expect(html(trend)).not.toContain("changed definition");
    expect(html(chart("csat-by-resolution-type"))).not.toContain("<ul");
  });
});
