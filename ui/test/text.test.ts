import { describe, expect, it } from "vitest";
import { reading } from "$lib/language";
import { english } from "$lib/text/en";
import { german } from "$lib/text/de";

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
  "fields.status", "fields.tags", "fields.team", "fields.emotional", "settings.version", "mapping.readings.clock", "dimensions.team", "views.name", "reviews.filters", "dimensions.tag", "mapping.types.tag",
]);

describe("German", () => {
  const [en, de] = [texts(english), texts(german)];

  it("has each text, and no other", () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  });

  it("is no English left as it was", () => {
    const left = Object.keys(en).filter((key) => typeof en[key] === "string" && /[a-z]/i.test(en[key]) && en[key] === de[key]);
    expect(left.filter((key) => !SAME.has(key))).toEqual([]);
    expect([...SAME].filter((key) => !left.includes(key))).toEqual([]);
  });

  it("takes what the English takes, and says all of it", () => {
    for (const [key, say] of Object.entries(en)) {
      if (typeof say !== "function") continue;
      const other = de[key] as (...given: unknown[]) => string;
      // Marks are given for words: each that English says, German says too.
      const given = Array.from({ length: say.length }, (_, at) => `<${at}>`);
      let said: string;
      try {
        said = String(say(...given));
      } catch {
        continue; // It takes something else than words.
      }
      const wanted = given.filter((mark) => said.includes(mark));
      expect(wanted.filter((mark) => !other(...given).includes(mark)), key).toEqual([]);
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
