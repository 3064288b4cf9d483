import { expect, it } from "vitest";
import type { LedgerEntry } from "$lib/generated/api";
import { monthRows } from "$lib/costs/ledger";

const entries: LedgerEntry[] = [
  { kind: "people", month: "2026-05-01", amount: 52000 }, { kind: "people", month: "2026-01-01", amount: 48500 }, { kind: "ai_usage", month: "2026-05-01", amount: 0 },
];

it("an amount is in force until the next of its kind, newest month first", () => {
  const rows = monthRows(entries, ["2026-07-01", "2026-05-01"]);
  expect(rows.map(({ month }) => month)).toEqual(["2026-07-01", "2026-05-01", "2026-01-01"]);
  expect(rows.map(({ cells }) => cells.people)).toEqual([{ amount: 52000, own: false }, { amount: 52000, own: true }, { amount: 48500, own: true }]);
});

it("never set is not 0", () => {
  const rows = monthRows(entries);
  expect(rows.map(({ cells }) => cells.ai_usage.amount)).toEqual([0, null]);
  expect(rows.every(({ cells }) => cells.overhead.amount === null)).toBe(true);
});
