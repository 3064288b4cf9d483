import { describe, expect, it } from "vitest";
import { bytes, difference, duration, interval, maturingBounds, minutes, moment, money, shortMoment, shown, verdict } from "$lib/format";
import { times } from "$lib/times.svelte";

const figure = (numerator: number | null, denominator: number | null, value = numerator !== null && denominator ? numerator / denominator : null) =>
  ({ kpi: "csat", group: {}, value, numerator, denominator, low: null, high: null, immature: null });

describe("a figure", () => {
  it.each([
    [figure(3, 4), "3/4", "faint"], [figure(4, 5), "80.0%", "faint"], [figure(20, 29), "69.0%", "faint"], [figure(20, 30), "66.7%", "normal"],
    [figure(0, 40), "0.0%", "normal"], [figure(0, 0), "—", "none"], [figure(null, null), "—", "none"],
  ])("follows the rule of small numbers (%#)", (given, text, tone) => {
    expect(shown(given, "proportion", "EUR")).toEqual({ text, tone });
  });

  it("without a value is not 0", () => {
    expect(shown(figure(null, 12), "money", "EUR").text).toBe("—");
    expect(shown(figure(null, null, 0), "count", "EUR").text).toBe("0");
  });

  it("shows no interval where it states no rate", () => {
    expect(interval({ low: 0.3, high: 0.95, denominator: 4 }, "proportion", "EUR")).toBeNull();
    expect(interval({ low: 0.606293, high: 0.691326, denominator: 480 }, "proportion", "EUR")).toBe("60.6–69.1%");
  });

  it("that matures ends between all failing and all succeeding", () => {
    expect(maturingBounds({ least: 0.6, most: 0.8 })).toEqual({ low: 0.6, high: 0.8 });
    expect(maturingBounds({ least: null, most: null })).toBeNull();
  });
});

describe("a change", () => {
  it("is said in percentage points, money or tickets, with its sign", () => {
    expect(difference(0.0214, "proportion", "EUR")).toBe("+2.1 pp");
    expect(difference(-0.0214, "proportion", "EUR")).toBe("−2.1 pp");
    expect(difference(0.0001, "proportion", "EUR")).toBe("0.0 pp");
    expect(difference(-0.5, "money", "EUR")).toBe("−€0.50");
    expect(difference(1200, "count", "EUR")).toBe("+1,200");
  });

  it("is judged only where its interval excludes 0", () => {
    const change = { difference: 0.1, low: 0.02, high: 0.18, is_change: true, parts: null };
    expect(verdict(change, "up")).toBe("better");
    expect(verdict(change, "down")).toBe("worse");
    expect(verdict(change, "neutral")).toBe("changed");
    expect(verdict({ ...change, low: -0.02, is_change: false }, "up")).toBe("unsure");
    expect(verdict({ ...change, low: null, high: null, is_change: false }, "up")).toBe("stated");
    expect(verdict({ difference: null, low: null, high: null, is_change: false, parts: null }, "up")).toBeNull();
  });
});

it("times are shown in the reporting zone, not the reader's", () => {
  expect(moment("2026-07-27T22:30:00Z", "Europe/Berlin")).toBe("28 Jul 2026, 00:30");
  expect(moment("2026-01-27T22:30:00Z", "America/New_York")).toBe("27 Jan 2026, 17:30");
  expect(moment("soon", "UTC")).toBe("soon");
});

it("minutes are said as a person says them", () => {
  expect([minutes(3.24), minutes(119), minutes(150), minutes(4320), minutes(-12)]).toEqual(["3.2 min", "119.0 min", "2.5 h", "3.0 d", "−12.0 min"]);
  expect(difference(12, "minutes", "EUR")).toBe("+12.0 min");
  expect(shown(figure(null, 40, 61.25), "minutes", "EUR")).toEqual({ text: "61.3 min", tone: "normal" });
  expect(shown(figure(200, 50, 4.0), "score", "EUR").text).toBe("4.00");
});

it("times in business hours are in hours, however long, as a business day has no 24 of them", () => {
  times.inBusinessHours = true;
  expect([minutes(119), minutes(4320)]).toEqual(["119.0 min", "72.0 h"]);
  times.inBusinessHours = false;
});

it("sizes, lengths of time and money read well", () => {
  expect([bytes(999), bytes(8_412_000)]).toEqual(["999 B", "8.4 MB"]);
  expect([duration(-3), duration(42), duration(61), duration(7201), duration(7190), duration(3600)]).toEqual(["0 s", "42 s", "2 min", "2 h 1 min", "2 h", "1 h"]);
  expect(money(-1234.5, "JPY")).toBe("−¥1,235");
});

it("writes times in the reporting zone, short ones in figures alone", () => {
  expect(moment("2026-07-27T22:30:00Z", "Europe/Berlin")).toBe("28 Jul 2026, 00:30");
  expect([shortMoment("2026-07-02T07:05:00Z", "UTC"), shortMoment("2026-07-02T07:05:00Z", "Asia/Tokyo")]).toEqual(["02/07/26, 07:05", "02/07/26, 16:05"]);
  expect(shortMoment("yesterday", "UTC")).toBe("yesterday");
});
