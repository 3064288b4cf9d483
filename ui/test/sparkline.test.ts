import { describe, expect, it } from "vitest";
import { drawing, reachOf, trendWords } from "$lib/figures/sparkline";
import type { Kpi, TrendPoint } from "$lib/generated/api";
import { kpis, review } from "../fixture/figures";

const week = (at: number, value: number | null, recent = false): TrendPoint => {
  const day = (days: number) => new Date(Date.parse("2026-06-01T00:00:00Z") + days * 86_400_000).toISOString().slice(0, 10);
  return { period: { from: day(at * 7), to: day(at * 7 + 6) }, value, recent };
};
const deflection = kpis.find(({ name }) => name === "deflection_rate") as Kpi;

describe("a sparkline", () => {
  it("breaks where there is no value, marks the last point that holds, and leaves recent ones hollow", () => {
    const drawn = drawing([week(0, 0.4), week(1, 0.6), week(2, null), week(3, 0.5), week(4, null), week(5, 0.3), week(6, 0.7, true)], 68, 28);
    expect(drawn.stretches.map(({ from, to, broken }) => [from.x, to.x, broken])).toEqual([[4, 14, false], [54, 64, true]]);
    expect(drawn.dots.map(({ x, recent }) => [x, recent])).toEqual([[34, false], [64, true]]);
    expect(drawn.last?.x).toBe(54);
    // The highest at the top, the lowest at the bottom.
    expect([drawn.stretches[1]?.to.y, drawn.last?.y]).toEqual([4, 24]);
  });

  it("runs through the middle where nothing moved, and is nothing without values", () => {
    expect(drawing([week(0, 3), week(1, 3)], 50, 20).stretches[0]?.to.y).toBe(10);
    expect(drawing([week(0, null), week(1, null)], 50, 20)).toEqual({ stretches: [], dots: [], last: null });
  });

  it("says first, last, lowest and highest, and what may still change", () => {
    const words = trendWords(deflection, [week(0, 0.4), week(1, 0.3), week(2, null), week(3, 0.6), week(4, 0.5, true)], "monday", "EUR");
    for (const part of ["Deflection rate over 5 weeks", "first 40.0% (Week 23", "last 50.0% (Week 27", "lowest 30.0% (Week 24", "highest 60.0% (Week 26", "The last one may still change", "One period has no value"]) {
      expect(words).toContain(part);
    }
    expect(trendWords(deflection, [week(0, null)], "monday", "EUR")).toContain("—");
  });

  it("is named for what its points are", () => {
    const month = (from: string, to: string): TrendPoint => ({ period: { from, to }, value: 1, recent: false });
    expect(reachOf([month("2026-06-01", "2026-06-30")], "monday")).toBe("1 months");
    expect(reachOf([month("2026-04-01", "2026-06-30")], "monday")).toBe("1 quarters");
  });

  it("leads to the figure beside it", () => {
    const period = { from: "2026-07-20", to: "2026-07-26" };
    for (const { trend, whole } of review(period, period, true, true).scorecard) {
      expect(trend.length).toBe(12);
      expect(trend.at(-1)?.value).toBe(whole.value ?? 0.5);
    }
  });
});
