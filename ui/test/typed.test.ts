import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

/** The same modules as a reader of another language gets them. */
const reader = async (language: string) => {
  vi.resetModules();
  vi.stubGlobal("navigator", { language });
  const [typed, format, period] = await Promise.all([import("$lib/typed"), import("$lib/format"), import("$lib/period")]);
  return { ...typed, ...format, ...period };
};
type Reader = Awaited<ReturnType<typeof reader>>;
const plain = (text: string) => text.replace(/\s*–\s*/g, "–").replace(/\s/g, " ");

afterAll(() => void vi.stubGlobal("navigator", { language: "en-GB" }));

describe.each([
  ["en-GB", [["1250", 1250], ["0.99", 0.99], ["52,000", 52000], ["1,250.50", 1250.5], ["52 000", 52000], ["0", 0], ["", undefined], ["  ", undefined],
    ["0,99", null], ["1,25", null], ["1,2500", null], ["1.250,50", null], ["1,250,50", null], ["-1", null], ["abc", null], ["1e9", null], [".", null], ["5%", null]]],
  ["de-DE", [["1250", 1250], ["0,99", 0.99], ["52.000", 52000], ["1.250,50", 1250.5], ["52 000", 52000], ["0", 0], ["", undefined],
    ["0.99", null], ["1.25", null], ["1,250.50", null], ["1.250.50", null], ["-1", null], ["abc", null], ["1e9", null]]],
  ["de-CH", [["1’250.50", 1250.5], ["1250.5", 1250.5], ["1250,5", null]]],
] as [string, [string, number | null | undefined][]][])("an amount typed by a reader of %s", (language, cases) => {
  let read: Reader;
  beforeAll(async () => (read = await reader(language)));

  it.each(cases)("as %j", (typed, amount) => expect(read.typedAmount(typed)).toBe(amount));
  it("is written so that it is read back", () => {
    for (const amount of [0, 0.99, 1250.5, 1234567.125]) expect(read.typedAmount(read.writtenNumber(amount))).toBe(amount);
  });
});

it("a number may have a sign, but not a sign alone", async () => {
  const { typedNumber } = await reader("de-DE");
  expect(["-5", "−5", "+20", "20", "", "-0", "-", "--5", "0,5"].map(typedNumber)).toEqual([-5, -5, 20, 20, undefined, 0, null, null, 0.5]);
});

describe.each([
  ["en-GB", "DD/MM/YYYY", "03/07/2026", ["3/7/2026", "03/07/2026", "2026-07-03"], ["3.7.2026", "7/31/2026", "31/02/2026", "3/7/26", "", "soon"]],
  ["en-US", "MM/DD/YYYY", "07/03/2026", ["7/3/2026", "07/03/2026", "2026-07-03"], ["3.7.2026", "31/7/2026", "7/3/26"]],
  ["de-DE", "TT.MM.JJJJ", "03.07.2026", ["3.7.2026", "03.07.2026", "2026-07-03"], ["3/7/2026", "31.2.2026", "3.7.26", "3.7."]],
] as const)("a day typed by a reader of %s", (language, format, written, days, none) => {
  let read: Reader;
  beforeAll(async () => (read = await reader(language)));

  it(`is ${format}, or as ISO has it`, () => {
    expect(read.DAY_FORMAT).toBe(format);
    expect(read.writtenDay("2026-07-03")).toBe(written);
    expect(days.map(read.typedDay)).toEqual(days.map(() => "2026-07-03"));
    expect(none.map(read.typedDay)).toEqual(none.map(() => null));
  });
});

it("German reads numbers, days and amounts as Germans write them", async () => {
  const read = await reader("de-DE");
  const money = [read.money(1234.5, "EUR"), read.amount(-1234.5, "money", "EUR"), read.difference(12.5, "money", "EUR"), read.tick(1250, "money", "EUR")];
  expect(money.map(plain)).toEqual(["1.234,50 €", "−1.235 €", "+12,50 €", "1.250 €"]);
  expect([read.percent(0.6119), read.difference(-0.0214, "proportion", "EUR"), read.tick(0.25, "proportion", "")].map(plain)).toEqual(["61,2 %", "−2,1 PP", "25 %"]);
  expect([read.count(12345), read.minutes(4320), read.minutes(150), read.duration(7260), read.bytes(8_412_000)].map(plain)).toEqual(["12.345", "3,0 Tage", "2,5 h", "2 h 1 min", "8,4 MB"]);
  expect(plain(read.interval({ low: 0.606293, high: 0.691326, denominator: 480 }, "proportion", "EUR") ?? "")).toBe("60,6–69,1 %");
  expect(plain(read.moment("2026-07-27T22:30:00Z", "Europe/Berlin"))).toBe("28. Juli 2026, 00:30");
  expect([read.all(["a", "b", "c"]), read.any(["a", "b"])]).toEqual(["a, b und c", "a oder b"]);
  const names = [["2026-07-20", "2026-07-26"], ["2026-02-01", "2026-02-28"], ["2026-07-01", "2026-09-30"], ["2026-12-28", "2027-01-03"]].map(([from = "", to = ""]) => read.periodName({ from, to }, "monday"));
  expect(names.map(plain)).toEqual(["KW 30, 20.–26. Juli 2026", "Februar 2026", "Q3 2026", "KW 53, 28. Dez. 2026–3. Jan. 2027"]);
});

it("hours of a day are read in the ways that people write them", async () => {
  const { typedShifts, writtenShifts } = await reader("de-DE");
  const written = (typed: string) => {
    const shifts = typedShifts(typed);
    return shifts && writtenShifts(shifts);
  };
  expect(["9-17", "09:00 – 12:00, 13.30-17:45", "22:00–06:00", "0-24", "", " ; "].map(written)).toEqual([
    "09:00–17:00", "09:00–12:00, 13:30–17:45", "22:00–06:00", "00:00–24:00", "", "",
  ]);
  expect(typedShifts("0-24")).toEqual([{ from: "00:00", to: "00:00" }]);
  expect(["9", "9-", "25-26", "24:30-8", "9:60-17", "9-17 13-15", "morning"].map(written)).toEqual(Array(7).fill(null));
});
