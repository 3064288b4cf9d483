import { describe, expect, it } from "vitest";
import type { Decision, VersionMetric } from "$lib/generated/api";
import { lastWhole } from "$lib/insights/escalations/months";
import { holding, told } from "$lib/insights/holding";
import { releases } from "$lib/insights/learning/releases";
import { lastDays, range, reach, shareOf } from "$lib/insights/said";
import { sorted } from "$lib/insights/sorting";

describe("a sorted table", () => {
  const rows = [{ name: "b", hours: 2 }, { name: "a", hours: null }, { name: "type 10", hours: 9 }, { name: "type 9", hours: 2 }];
  const names = (by: (row: (typeof rows)[number]) => number | string | null, descending: boolean) => sorted(rows, by, descending).map(({ name }) => name);

  it("puts what is not known last, whichever way", () => {
    expect(names(({ hours }) => hours, false)).toEqual(["b", "type 9", "type 10", "a"]);
    expect(names(({ hours }) => hours, true)).toEqual(["type 10", "b", "type 9", "a"]);
  });

  it("reads numbers in names as numbers", () => expect(names(({ name }) => name, false)).toEqual(["a", "b", "type 9", "type 10"]));
});

describe("decisions", () => {
  const made = (subject: string, decided: Decision["decided"], at: string): Decision => ({ kind: "bucket", subject, decided, why: null, who: "kim", at });
  const all = [made("billing", { kind: "bucket", value: "hybrid" }, "2026-07-01"), made("refund", { kind: "bucket", value: "hybrid" }, "2026-07-02"), made("billing", { kind: "bucket", value: "automatable" }, "2026-07-03"), made("refund", null, "2026-07-04")];

  it("the last one of a subject holds", () => expect(holding(all, "bucket", "billing")?.at).toBe("2026-07-03"));
  it("what was taken back holds no more", () => expect(holding(all, "bucket", "refund")).toBeNull());
  it("words tell the types that hold, by name", () => {
    const words = (subject: string, value: string[] | null): Decision => ({ kind: "query_type", subject, decided: value && { kind: "query_type", value }, why: null, who: "kim", at: "2026-07-01" });
    expect(told([...all, words("Refunds", ["refund"]), words("Access", ["key"]), words("Old", ["old"]), words("Old", null), words("Refunds", ["refund", "money back"])])).toEqual([
      { query_type: "Access", words: ["key"] }, { query_type: "Refunds", words: ["refund", "money back"] },
    ]);
  });
  it("those of another kind do not hold", () => expect(holding(all, "sensitive", "billing")).toBeNull());
});

it("the last days end on the local day of the moment", () => {
  expect(lastDays("2026-07-27T23:30:00Z", 90, "Europe/Berlin")).toEqual({ from: "2026-04-29", to: "2026-07-28" });
  expect(lastDays("2026-07-27T06:12:00Z", 90, "America/Los_Angeles").to).toBe("2026-07-26");
});

it("a range with one end is none", () => {
  expect(range(0.1, null, String)).toBeNull();
  expect(range(1, 2, String)).toBe("1 to 2");
  expect(range(0, 0, String)).toBeNull();
});

it.each([
  [["2026-05", "2026-06", "2026-07"], "2026-07-27", "2026-06"], [["2026-07"], "2026-07-27", "2026-07"], [["2026-06", "2026-04"], "2026-08-01", "2026-06"], [[], "2026-07-27", null],
])("of %j on %s, the last whole month is %s", (months, day, wanted) => expect(lastWhole(months, day)).toBe(wanted));

it("the rows of a release stand together, all tickets apart from query types", () => {
  const row = (version: string, query_type: string, metric: string) => ({ version, query_type, metric, day: "2026-06-17", review: "2026-08-12", interim: true, days_before: null, days_after: null }) as VersionMetric;
  const found = releases([row("2.1", "", "csat"), row("2.1", "billing", "csat"), row("2.0", "", "csat"), row("2.0", "", "escalation_rate")]);
  expect(found.map(({ version, whole, types }) => [version, whole.length, types.length])).toEqual([["2.1", 1, 1], ["2.0", 2, 0]]);
});

it("what is reached already has nothing within reach", () => {
  expect(reach(0.38, 0.71)).toBe("38.0% → 71.0%");
  expect([reach(0.82, 0.71), reach(0.82, null)]).toEqual(["82.0%", "82.0%"]);
});

it("of fewer than five, a share is told by its numbers", () => {
  expect([shareOf(0.5, 4), shareOf(0.5, 40), shareOf(null, 0)]).toEqual(["2/4", "50.0%", null]);
});
