import { expect, it } from "vitest";
import type { PublishedFigure, PublishedPair } from "$lib/generated/api";
import { comparedRows } from "$lib/reviews/published";
import { kpis } from "../fixture/figures";

const figure = (kpi: string, value: number, group: Record<string, string>): PublishedFigure => ({ kpi, group, value, numerator: null, denominator: 100, low: null, high: null, immature: null, change: null, mature: null });
const pair = (kpi: string, one: number | null, other: number | null, group: Record<string, string> = {}): PublishedPair => ({
  kpi, group, one: one === null ? null : figure(kpi, one, group), other: other === null ? null : figure(kpi, other, group), difference: one === null || other === null ? null : other - one,
});

it("what two reviews published stands in the scorecard's columns, as far as either has it", () => {
  const hybrid = { resolution_type: "hybrid" };
  const rows = comparedRows([
    pair("csat", 0.5, 0.75), pair("csat", null, 0.25, hybrid), pair("csat", 0.1, 0.2, { channel: "chat" }),
    // A share of the created has no columns of its own by who resolved.
    pair("deflection_rate", 0.5, 0.25), pair("deflection_rate", 1, 1, hybrid), pair("mood", 1, 2),
  ], kpis);
  const found = rows.map(({ kpi, cells }) => [kpi.name, cells.map(({ column, pair }) => [column, pair.difference])]);
  expect(Object.fromEntries(found)).toEqual({ csat: [["whole", 0.25], ["hybrid", null]], deflection_rate: [["whole", -0.25]] });
});
