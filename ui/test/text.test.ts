import { describe, expect, it } from "vitest";
import { reading } from "$lib/language";
import { english } from "$lib/text/en";
import { german } from "$lib/text/de";
import { fieldValue } from "$lib/text";

/** Each text by its way through the object. */
function texts(value: unknown, way = ""): Record<string, unknown> {
  if (typeof value !== "object" || value === null) return { [way]: value };
  return Object.assign({}, ...Object.entries(value).map(([key, one]) => texts(one, way ? `${way}.${key}` : key)));
}

/** Texts that are the same word in both languages. */
const SAME = new Set([
  "app", "nav.deflection", "nav.tickets", "nav.import", "connect.kind", "connect.secret", "connect.name", "filter.add",
  "chart.formats.svg", "chart.formats.png", "chart.formats.csv", "chart.format", "chart.n", "data.ticketCount",
  "panel.fractions.minutes", "panel.source", "tickets.title", "tickets.number", "tickets.status", "import.format", "import.containers.json", "import.containers.ndjson",
  "settings.minutes", "settings.channels.chat", "settings.channels.api",
  "fields.status", "fields.team", "fields.emotional", "settings.version", "mapping.readings.clock", "dimensions.team", "views.name", "reviews.filters", "accounts.vip", "decisions.kinds.vip", "blueprints.name", "blueprints.formats.csv", "blueprints.formats.markdown", "packs.formats.pdf", "packs.formats.md", "packs.papers.a4", "packs.papers.letter",
]);

describe("A ticket's fields", () => {
  it("say the phrases of signals by the signals' names", () => {
    expect(fieldValue("signals", "urgent: asap;churn: cancel: all")).toBe("Urgent: “asap” · Speaks of leaving: “cancel: all”");
  });
});

describe("German", () => {
  const [en, de] = [texts(english), texts(german)];

  it("has each text, and no other", () => {
    // What to do is said in the core's own message, where that is in the reader's language: English always is.
    const own = (key: string) => !key.startsWith("failure.advice.");
    expect(Object.keys(de).filter(own).sort()).toEqual(Object.keys(en).filter(own).sort());
  });

  it("says what to do wherever it says what went wrong", () => {
    // Nothing is to be done where the reader did it, and the window has its own words where the core is silent.
    const codes = Object.keys(german.failure.headings).filter((code) => !["cancelled", "unreachable", "row"].includes(code));
    expect(codes.filter((code) => !(code in german.failure.advice))).toEqual([]);
    expect(Object.keys(german.failure.advice).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it("fits where labels stand", () => {
    const labels = Object.keys(en).filter((key) => typeof en[key] === "string" && typeof de[key] === "string" && (en[key] as string).length <= 24 && !/[.?:]$/.test(en[key] as string));
    const long = labels.filter((key) => (de[key] as string).length > (en[key] as string).length * 2 + 12);
    expect(long.map((key) => `${key}: ${String(en[key])} → ${String(de[key])}`)).toEqual([]);
    // Published reviews and packs have no place in the sidebar.
    expect(Object.entries(german.nav).filter(([page, name]) => !["reviews", "pack"].includes(page) && name.length > 14)).toEqual([]);
    expect(Object.values(german.resolutionTypes).filter((name) => name.length > 16)).toEqual([]);
  });

  it("is no English left as it was", () => {
    const left = Object.keys(en).filter((key) => typeof en[key] === "string" && /[a-z]/i.test(en[key]) && en[key] === de[key] && !key.startsWith("values."));
    expect(left.filter((key) => !SAME.has(key))).toEqual([]);
    expect([...SAME].filter((key) => !left.includes(key))).toEqual([]);
  });

  it("takes what the English takes, and says all of it", () => {
    for (const [key, say] of Object.entries(en)) {
      if (typeof say !== "function") continue;
      const other = de[key] as (...given: unknown[]) => string;
      // Marks are given for words, and numbers that none of our texts has: what English says of them, German says too.
      for (const mark of [(at: number) => `<${at}>`, (at: number) => 731 + at]) {
        const given = Array.from({ length: say.length }, (_, at) => mark(at));
        let said: string;
        try {
          said = String(say(...given));
        } catch {
          continue; // It takes something else.
        }
        const wanted = given.map(String).filter((one) => said.includes(one));
        expect(wanted.filter((one) => !other(...given).includes(one)), key).toEqual([]);
      }
    }
  });
});

describe("the language", () => {
  it.each([
    ["system", "de-AT", "de", "de-AT"], ["system", "de", "de", "de-DE"], ["system", "en-US", "en", "en-US"], ["system", "fr-FR", "en", "en-GB"], ["system", "C", "en", "en-GB"], ["system", "", "en", "en-GB"],
    ["de", "en-US", "de", "de-DE"], ["en", "de-DE", "en", "en-GB"], ["de", "de-CH", "de", "de-CH"], ["system", "den", "en", "en-GB"],
  ] as const)("chosen %s on a system in %j is %s, written as in %s", (choice, system, language, locale) => {
    expect(reading(choice, system)).toEqual({ language, locale });
  });
});
