import { describe, expect, it } from "vitest";
import { isDay, periodKind, periodName, shifted } from "$lib/period";

const period = (from: string, to: string) => ({ from, to });

describe("a period", () => {
  it.each([
    [period("2026-07-20", "2026-07-26"), "week", "Week 30, 20–26 Jul 2026"], [period("2026-02-01", "2026-02-28"), "month", "February 2026"],
    [period("2026-07-01", "2026-09-30"), "quarter", "Q3 2026"], [period("2026-07-21", "2026-07-27"), "days", "21–27 Jul 2026"],
    [period("2026-07-20", "2026-07-20"), "day", "20 Jul 2026"], [period("2026-12-28", "2027-01-03"), "week", "Week 53, 28 Dec 2026–3 Jan 2027"],
  ])("has the name of its unit (%#)", (given, kind, name) => {
    expect(periodKind(given, "monday")).toBe(kind);
    // Releases of ICU differ in the spaces around the dash.
    expect(periodName(given, "monday").replace(/\s*–\s*/, "–")).toBe(name);
  });

  it("steps by its own unit, there and back", () => {
    expect(shifted(period("2026-01-01", "2026-01-31"), 1, "monday")).toEqual(period("2026-02-01", "2026-02-28"));
    expect(shifted(period("2026-01-01", "2026-03-31"), -1, "monday")).toEqual(period("2025-10-01", "2025-12-31"));
    expect(shifted(period("2026-03-23", "2026-03-29"), 1, "monday")).toEqual(period("2026-03-30", "2026-04-05"));
    for (const given of [period("2026-07-20", "2026-07-26"), period("2026-02-01", "2026-02-28"), period("2026-07-03", "2026-07-19")]) {
      expect(shifted(shifted(given, 1, "monday"), -1, "monday")).toEqual(given);
    }
  });

  it("of seven days is a week only from the first day of the week", () => {
    expect(periodKind(period("2026-07-19", "2026-07-25"), "sunday")).toBe("week");
    expect(periodKind(period("2026-07-19", "2026-07-25"), "monday")).toBe("days");
  });
});

it("only days of the calendar are days", () => {
  expect(["2026-02-28", "2028-02-29"].every(isDay)).toBe(true);
  expect(["2026-02-29", "2026-7-1", "", "01.07.2026", "2026-13-01"].some(isDay)).toBe(false);
});
