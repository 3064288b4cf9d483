import { describe, expect, it } from "vitest";
import type { QueryTypeRule } from "$lib/generated/api";
import { columnOf, condition, filledFields, isSame, meaningName, meanings, sourceName, textKindOf, typeRules, withChoice, withColumn, withKeywords, withTag, withTypeColumn, withWords } from "$lib/mapping/mapping";
import { tablePreview } from "../fixture/previews";

const mapping = tablePreview.mapping;

describe("a mapping", () => {
  it("finds a column by its words, as the core does", () => {
    expect(isSame("Created at (UTC)", "created_at")).toBe(true);
    expect(isSame("Created", "Created at")).toBe(false);
    expect(columnOf(mapping, "TICKET NO")).toEqual({ field: "external_id", read: "value" });
    expect(columnOf(mapping, "Cost centre")).toBeNull();
  });

  it("has each column once after a change, and leaves the old one as it was", () => {
    const changed = withColumn(mapping, "Closed at", "resolved_at", "hours");
    expect(changed.columns.filter(({ header }) => header === "Closed at")).toEqual([{ header: "Closed at", field: "resolved_at", read: "hours", keep_if_empty: false }]);
    expect(columnOf(mapping, "Closed at")?.read).toBe("value");
    expect(columnOf(withColumn(mapping, "Closed at", null), "Closed at")).toBeNull();
  });

  it("gives up a query type that came from the column", () => {
    const typed = { ...mapping, query_type: [{ column: "u_symptom" }, { tags: { vip: "vip" } }] };
    expect(columnOf(typed, "u_symptom")?.field).toBe("query_type");
    expect(withColumn(typed, "u_symptom", "page").query_type).toEqual([{ tags: { vip: "vip" } }]);
  });

  it("reads a column as a field or as the customer's text, not as both", () => {
    const later = withChoice(mapping, "Short description", "text_after_handoff");
    expect([textKindOf(later, "short_description"), columnOf(later, "Short description")]).toEqual(["text_after_handoff", null]);
    expect(textKindOf(withChoice(later, "Short description", "text"), "Short description")).toBe("text");
    const subject = withChoice(later, "Short description", "subject");
    expect([subject.texts, columnOf(subject, "Short description")?.field]).toEqual([[], "subject"]);
    expect(withChoice(later, "Short description", "").texts).toEqual([]);
  });

  it("searches ticked words in the subject, and nowhere without one", () => {
    const rules = [{ query_type: "refund", words: ["refund"] }];
    expect(withKeywords(mapping, rules).query_type).toEqual([{ keywords: { column: "Short description", rules } }]);
    expect(withKeywords(mapping, [])).toBe(mapping);
    expect(withKeywords({ ...mapping, columns: [] }, rules).query_type).toEqual([]);
  });
});

it("conditions are what was typed, trimmed", () => {
  expect(condition("one_of", "Assignee", "Bot, Fin ,, ")).toEqual({ one_of: { column: "Assignee", values: ["Bot", "Fin"] } });
  expect(condition("tag", "", " ai ")).toEqual({ tag: "ai" });
  expect(condition("empty", "Assignee", "left over")).toEqual({ empty: { column: "Assignee" } });
});

it("every meaning has a name that leads back to it", () => {
  for (const [name, meaning] of Object.entries(meanings)) expect(meaningName(meaning)).toBe(name);
});

it("the preview names its source and shows the fields that are filled", () => {
  expect(sourceName({ ...tablePreview, layout: { ...tablePreview.layout, name: "july.csv.gz/x" } })).toBe("july");
  expect(sourceName({ ...tablePreview, mapping: { ...mapping, source: "zendesk" } })).toBe("zendesk");
  expect(filledFields(tablePreview, ["subject", "external_id", "team"])).toEqual(["subject", "external_id"]);
});

describe("ways to a query type", () => {
  const typed = withWords(withTag(withTag(withTypeColumn(mapping, "u_symptom"), "vip", "VIP"), "bill", "billing"), "Short description", { query_type: "refund", words: ["refund", "money back"] });

  it("are each shown, in the order in which they are asked", () => {
    expect(typeRules(typed.query_type).map(({ way, column, tag, words, type }) => [way, column, tag, words, type])).toEqual([
      ["column", "u_symptom", "", [], null], ["tag", "", "vip", [], "VIP"], ["tag", "", "bill", [], "billing"],
      ["words", "Short description", "", ["refund", "money back"], "refund"],
    ]);
  });

  it("are taken away one by one, and leave nothing empty behind", () => {
    const without = (rules: QueryTypeRule[], index: number) => typeRules(rules)[index]?.without ?? [];
    expect(without(typed.query_type, 0)[0]).toEqual({ tags: { vip: "VIP", bill: "billing" } });
    expect(typeRules(without(typed.query_type, 1)).map(({ tag }) => tag)).toEqual(["", "bill", ""]);
    expect(typeRules(without(typed.query_type, 3)).length).toBe(3);
    expect(typeRules(without(without(typed.query_type, 2), 1)).map(({ way }) => way)).toEqual(["column", "words"]);
  });

  it("of one column are searched together", () => {
    const more = withWords(typed, "short description", { query_type: "login", words: ["password"] });
    expect(more.query_type.length).toBe(3);
    expect(typeRules(more.query_type).map(({ type }) => type)).toEqual([null, "VIP", "billing", "refund", "login"]);
  });
});
