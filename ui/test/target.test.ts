import { expect, test } from "vitest";
import type { Kpi } from "$lib/generated/api";
import { shownTarget, targetOf } from "$lib/settings/target";

const kpi = (unit: Kpi["unit"]) => ({ unit }) as Kpi;

test("a proportion is typed in percent, and shown as it was typed", () => {
  for (const typed of [85.5, 0.1, 100, 33.3, 7]) {
    const target = targetOf(typed, kpi("proportion"), false);
    expect(target).toEqual({ value: typed / 100, direction: "up" });
    expect(shownTarget(target, "proportion")).toBe(typed);
  }
});

test("every other figure is typed in its own unit", () => {
  const target = targetOf(240, kpi("minutes"), true);
  expect(target).toEqual({ value: 240, direction: "down" });
  expect(shownTarget(target, "minutes")).toBe(240);
});
