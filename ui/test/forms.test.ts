import { describe, expect, it } from "vitest";
import { bands, through } from "$lib/charts/flow";
import { bubbleRemarks, namePlaces } from "$lib/charts/map";
import { chartOption, described, isEmpty, notesOf, pointOf, type ChartColours } from "$lib/charts/option";
import type { ChartSpec } from "$lib/generated/api";
import { forms } from "../fixture/forms";

const colours: ChartColours = {
  ink: "#111111", inkFaint: "#777777", line: "#dddddd", surface: "#ffffff", order: ["#112233", "#445566", "#778899"], heat: ["#ffffff", "#000000"],
  types: { ai_only: "#ai", hybrid: "#hy", human_only: "#hu", no_touch: "#no", unresolved: "#un", excluded: "#ex" },
};
const [map, flow, control, anomalies] = forms() as [ChartSpec, ChartSpec, ChartSpec, ChartSpec];

interface Drawn { id: string; type: string; symbol?: string; data: unknown[]; links?: { source: string; target: string; value: number }[]; lineStyle?: { type?: unknown } }
interface Option { series: Drawn[]; xAxis: { min: number; max: number; name: string }; tooltip: { formatter(at: object): string } }
const draw = (spec: ChartSpec, hidden: number[] = []) => chartOption(spec, colours, "Font", new Set(hidden)) as unknown as Option;

describe("a map", () => {
  it("has a bubble where the core placed it, on the core's scale", () => {
    const option = draw(map);
    expect(option.series[0]?.data[0]).toEqual([0.94, 5.2]);
    expect([option.xAxis.min, option.xAxis.max, option.xAxis.name]).toEqual([0, 6, "Complexity"]);
  });

  it("says scores, tickets, class and mark of a bubble, and opens its category", () => {
    const tip = draw(map).tooltip.formatter({ seriesId: "series-2", dataIndex: 3 });
    for (const words of ["refund", "Complexity: 2", "Hours a week: 9.5", "n 687", "Hybrid", "Emotional"]) expect(tip).toContain(words);
    expect(bubbleRemarks(map, 0)).toEqual(["Automatable"]);
    expect(pointOf(map, { seriesId: "series-2", dataIndex: 3 })).toEqual({ series: 2, category: 3 });
  });

  it("names bubbles where the name lies on no other bubble and on no other name", () => {
    const plane = { left: 0, top: 0, right: 400, bottom: 200 };
    const [large, small] = namePlaces([{ cx: 100, cy: 100, r: 30 }, { cx: 150, cy: 100, r: 10 }], ["Refund", "Billing"], plane);
    expect([large?.align, small?.align]).toEqual(["right", "left"]);
    expect(namePlaces([{ cx: 100, cy: 100, r: 30 }, null], ["a".repeat(80), ""], plane)).toEqual([null, null]);
  });

  it("is empty where no category has both scores", () => {
    expect(isEmpty({ ...map, map: { ...(map.map as NonNullable<typeof map.map>), bubbles: map.categories.map(() => null) } })).toBe(true);
    expect(isEmpty(map)).toBe(false);
  });
});

describe("a flow", () => {
  it("has a band for each link with tickets, which opens its own category", () => {
    const links = draw(flow).series[0]?.links ?? [];
    expect(links.length).toBe(10);
    expect(bands(flow)[5]).toBe(6);
    expect(links[5]).toMatchObject({ source: "2", target: "5", value: 589 });
    expect(pointOf(flow, { seriesId: "series-0", dataIndex: 5, dataType: "edge" })).toEqual({ series: 0, category: 6 });
    expect(pointOf(flow, { seriesId: "series-0", dataIndex: 5, dataType: "node" })).toBeNull();
  });

  it("says what goes through a node, and which share of all that is", () => {
    expect(through(flow)).toEqual({ nodes: [2002, 412, 655, 98, 837, 1703, 201, 98], whole: 2002 });
    expect(draw(flow).tooltip.formatter({ seriesId: "series-0", dataIndex: 4, dataType: "node", name: "4" })).toBe("Handed off to a person: 837 · 41.8%");
  });

  it("leaves out links that lead nowhere", () => {
    const broken = { ...flow, flow: { nodes: flow.flow?.nodes ?? [], links: [{ from: 99, to: 1 }, { from: 5, to: 0 }] } };
    expect(bands(broken)).toEqual([]);
    expect(isEmpty(broken)).toBe(true);
  });
});

describe("lines", () => {
  it("are held against thin broken lines without marks, and have rings where they stand out", () => {
    const { series } = draw(control);
    expect(series.filter(({ symbol }) => symbol === "none").map(({ lineStyle }) => lineStyle?.type)).toEqual([[6, 4], [6, 4]]);
    expect(series.find(({ id }) => id === "alarms")?.data).toEqual([[8, 0.61], [11, 0.3]]);
    expect(draw(control, [0]).series.find(({ id }) => id === "alarms")?.data).toEqual([[8, null], [11, null]]);
  });

  it("have a band around what was to be expected", () => {
    expect(draw(anomalies).series.map(({ id }) => id)).toContain("interval-1");
  });

  it("say why a point stands out where it is pointed at, and in the table", () => {
    expect(notesOf(control, 0, 8)).toEqual(["above the limit"]);
    expect(described(control)).toContain("2026-W27: above the limit.");
    expect(draw(control).tooltip.formatter({ seriesId: "alarms", dataIndex: 1 })).toContain("below the limit");
    expect(pointOf(control, { seriesId: "alarms", dataIndex: 1 })).toMatchObject({ series: 0, category: 11 });
  });
});
