import { expect, it } from "vitest";
import { bucketPeriod } from "$lib/period";
import { partsOf, scopeOf } from "$lib/figures/scope";
import { kpis } from "../fixture/figures";

const week = { from: "2026-07-20", to: "2026-07-26" };
const figure = (numerator: number | null, denominator: number | null, value: number | null) => ({ kpi: "", group: {}, value, numerator, denominator, low: null, high: null, immature: null, least: null, most: null, known: null, partly_known: null, standing: null });
const kpi = (name: string) => kpis.find((one) => one.name === name) as (typeof kpis)[number];

it.each([
  ["week", "2026-W30", "2026-07-20", "2026-07-26"], ["week", "2026-W01", "2025-12-29", "2026-01-04"], ["week", "2026-07-19", "2026-07-19", "2026-07-25"],
  ["month", "2026-02", "2026-02-01", "2026-02-28"], ["quarter", "2026-Q4", "2026-10-01", "2026-12-31"], ["day", "2026-07-20", "2026-07-20", "2026-07-20"],
])("the %s %s has its days", (dimension, key, from, to) => expect(bucketPeriod(dimension, key)).toEqual({ from, to }));

it("a key that names no time has no days", () => {
  expect(bucketPeriod("month", "(none)")).toBeNull();
  expect(bucketPeriod("week", "soon")).toBeNull();
});

it("a point of a trend before the period is looked up on its own days", () => {
  expect(scopeOf({ week: "2026-W28", resolution_type: "hybrid" }, week)).toEqual({ group: [{ dimension: "resolution_type", value: "hybrid" }], period: { from: "2026-07-06", to: "2026-07-12" } });
  expect(scopeOf({ week: "2026-W30" }, week)).toEqual({ group: [{ dimension: "week", value: "2026-W30" }], period: week });
  expect(scopeOf({ channel: "web" }, week)).toEqual({ group: [{ dimension: "channel", value: "web" }], period: week });
});

it("the parts of a figure add up", () => {
  expect(partsOf(kpi("csat"), figure(8, 10, 0.8)).map(({ part, tickets }) => [part, tickets])).toEqual([["numerator", 8], ["missed", 2], ["denominator", 10]]);
  expect(partsOf(kpi("tickets"), figure(null, null, 431))).toEqual([{ part: "cohort", tickets: 431 }]);
  expect(partsOf(kpi("cost_per_resolution"), figure(4912.4, 402, 12.2))).toEqual([{ part: "denominator", tickets: 402 }]);
  expect(partsOf(kpi("cost_per_resolution"), figure(null, null, null))).toEqual([]);
});
