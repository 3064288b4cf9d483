import { expect, it } from "vitest";
import { readSplit, writeSplit } from "$lib/figures/scope";
import type { Look } from "$lib/generated/api";
import { paramsOf } from "$lib/views/params";

const periods = [{ id: "last_week", period: { from: "2026-07-20", to: "2026-07-26" }, before: { from: "2026-07-13", to: "2026-07-19" }, has_tickets: true }];
const look: Look = { page: "deflection", days: { named: "last_week" }, filters: [{ dimension: "team", value: "Tier 2" }], split: ["channel", "team"], compare: "last_year", count_as: "ada" };

it("a view by the name of its days is of those that are called so now", () => {
  expect(paramsOf(look, periods)).toEqual({ from: "2026-07-20", to: "2026-07-26", where: "team:Tier%202", split: "channel,team", compare: "last_year", count: "ada" });
  expect(paramsOf({ ...look, days: { fixed: { from: "2026-06-01", to: "2026-06-30" } } }, periods)).toMatchObject({ from: "2026-06-01", to: "2026-06-30" });
});

it("what holds anyway does not stand in the address", () => {
  const plain: Look = { page: "review", days: { named: "of yore" }, filters: [], split: ["query_type"], compare: "before", count_as: null };
  expect(Object.values(paramsOf(plain, periods)).filter((value) => value !== undefined)).toEqual([]);
});

it.each([
  ["", ["query_type"]], ["channel", ["channel"]], ["channel,team", ["channel", "team"]], ["team,team", ["team"]], ["weather,team", ["team"]], ["channel,team,tag", ["channel", "team"]],
])("%j splits by %j", (written, split) => expect(readSplit(written)).toEqual(split));

it("a split is read as it was written", () => {
  expect(writeSplit(["query_type"])).toBeUndefined();
  expect(readSplit(writeSplit(["query_type", "channel"]) ?? "")).toEqual(["query_type", "channel"]);
});
