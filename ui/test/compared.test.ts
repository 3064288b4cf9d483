import { expect, it } from "vitest";
import { comparedRows, differing } from "$lib/reviews/compared";
import type { RestatedFigure, RestatedReview } from "$lib/generated/api";
import { kpis } from "../fixture/figures";

const figure = (kpi: string, value: number | null, more: Partial<RestatedFigure> = {}): RestatedFigure => ({ kpi, group: {}, value, numerator: null, denominator: 100, low: null, high: null, immature: null, change: null, now: value, restated: false, matured: false, ...more });

const review = (id: number, rows: RestatedFigure[], more: Partial<RestatedReview> = {}): RestatedReview => ({
  id, frozen_at: "2026-07-27T07:05:00Z", user: "kim", period: { from: "2026-07-20", to: "2026-07-26" }, filters: [], time_zone: "Europe/Berlin", as_of: null, definitions: 1,
  rules: { scales: [{ top: 5, satisfied_from: 4 }], repeat_window_hours: 168 }, compared_with: null, note: null, rows, mature: null, changes: [], notes: [], ...more,
});

const differences = (one: RestatedFigure[], other: RestatedFigure[]) =>
  Object.fromEntries(comparedRows(review(1, one), review(2, other), kpis).flatMap(({ kpi, cells }) => cells.map(({ column, by }) => [`${kpi.name} ${column}`, by])));

it("a difference is what the other has more, whole and by who resolved", () => {
  const group = { resolution_type: "hybrid" };
  const found = differences([figure("csat", 0.5), figure("csat", 0.25, { group })], [figure("csat", 0.75), figure("csat", 0.125, { group })]);
  expect(found).toEqual({ "csat whole": 0.25, "csat hybrid": -0.125 });
});

it("there is no difference to what has no value, is of a few tickets, still matures or is not in the other", () => {
  expect(differences([figure("csat", 0.5)], [figure("csat", null)])).toEqual({ "csat whole": null });
  expect(differences([figure("csat", 0.5)], [figure("csat", 0.5, { denominator: 4 })])).toEqual({ "csat whole": null });
  expect(differences([figure("csat", 0.5, { immature: 3 })], [figure("csat", 0.5)])).toEqual({ "csat whole": null });
  expect(differences([figure("csat", 0.5)], [figure("tickets", 12, { denominator: null })])).toEqual({ "csat whole": null, "tickets whole": null });
});

it("the figures of the newest days that could be judged stand for those too recent", () => {
  const period = { from: "2026-07-06", to: "2026-07-12" };
  const recent = review(2, [figure("csat", 0.9, { immature: 50 })], { mature: { period, compared_with: null, rows: [figure("csat", 0.75)] } });
  const [row] = comparedRows(review(1, [figure("csat", 0.5)]), recent, kpis);
  expect(row?.mature).toEqual([null, period]);
  expect(row?.cells[0]?.by).toBe(0.25);
});

it("what bears on the figures beside the tickets is named", () => {
  expect(differing(review(1, []), review(2, []))).toEqual([]);
  const other = review(2, [], {
    period: { from: "2026-07-01", to: "2026-07-31" }, filters: [{ dimension: "channel", value: "chat" }], definitions: 2, time_zone: "UTC",
    // A scale of its own as the rule would have it is none.
    rules: { scales: [{ top: 5, satisfied_from: 5 }, { top: 10, satisfied_from: 8 }], repeat_window_hours: 24 },
  });
  expect(differing(review(1, []), other)).toEqual([
    { in: "filters" }, { in: "days", values: [7, 31] }, { in: "definitions", values: [1, 2] }, { in: "zone", values: ["Europe/Berlin", "UTC"] }, { in: "repeat", values: [168, 24] }, { in: "scale", top: 5, values: [4, 5] },
  ]);
});
