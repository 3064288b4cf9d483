/** Changes to a mapping as the reader makes them in the preview. Each gives a new mapping. */
import type { Condition, Exclusion, Field, Keyword, Mapping, Meaning, Preview, QueryTypeRule, Reading, TablePreview } from "$lib/generated/api";

/** Headers are the same to the core when their words are, in any case and without what is in parentheses. */
const words = (header: string) => (header.replace(/\(.*?\)/g, " ").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [header]).join(" ");
export const isSame = (one: string, other: string): boolean => one === other || words(one) === words(other);

/** What a column gives, and how it is read. */
export function columnOf(mapping: Mapping, header: string): { field: Field; read: Reading } | null {
  const column = mapping.columns.find((one) => isSame(one.header, header));
  if (column) return { field: column.field, read: column.read };
  const queryType = mapping.query_type.some((rule) => "column" in rule && isSame(rule.column, header));
  return queryType ? { field: "query_type", read: "value" } : null;
}

export function withColumn(mapping: Mapping, header: string, field: Field | null, read: Reading = "value"): Mapping {
  const columns = mapping.columns.filter((one) => !isSame(one.header, header));
  const query_type = mapping.query_type.filter((rule) => !("column" in rule && isSame(rule.column, header)));
  const texts = mapping.texts.filter((one) => !isSame(one.header, header));
  if (field) columns.push({ header, field, read, keep_if_empty: false });
  return { ...mapping, columns, query_type, texts };
}

/** What a column of the customer's text is of: any time, or the time after a hand-off. */
export const textKinds = ["text", "text_after_handoff"] as const;
export type TextKind = (typeof textKinds)[number];

export function textKindOf(mapping: Mapping, header: string): TextKind | null {
  const text = mapping.texts.find((one) => isSame(one.header, header));
  return text ? textKinds[text.after_handoff ? 1 : 0] : null;
}

/** The mapping with what was chosen for a column: a field, the customer's text, or nothing. */
export function withChoice(mapping: Mapping, header: string, choice: Field | TextKind | ""): Mapping {
  if (choice !== "text" && choice !== "text_after_handoff") return withColumn(mapping, header, choice || null);
  const without = withColumn(mapping, header, null);
  return { ...without, texts: [...without.texts, { header, after_handoff: choice === "text_after_handoff" }] };
}

/** Whether a field can be given as a length of time instead of a moment. */
export const canBeDuration = (field: Field): boolean => field === "handle_minutes" || (field.endsWith("_at") && field !== "created_at");

/** The mapping with the keyword rules that were ticked, searched in the subject. */
export function withKeywords(mapping: Mapping, rules: Keyword[]): Mapping {
  const column = mapping.columns.find((one) => one.field === "subject")?.header;
  return column ? rules.reduce((before, rule) => withWords(before, column, rule), mapping) : mapping;
}

/** Words in a column, behind those that are searched there already. */
export function withWords(mapping: Mapping, column: string, rule: Keyword): Mapping {
  const before = mapping.query_type.find((one) => "keywords" in one && isSame(one.keywords.column, column));
  const rules = before && "keywords" in before ? [...before.keywords.rules, rule] : [rule];
  return withRule(mapping, before, { keywords: { column, rules } });
}

/** A tag and its query type. */
export function withTag(mapping: Mapping, tag: string, queryType: string): Mapping {
  const before = mapping.query_type.find((one) => "tags" in one);
  return withRule(mapping, before, { tags: { ...(before && "tags" in before ? before.tags : {}), [tag]: queryType } });
}

/** A column that says the query type itself. */
export const withTypeColumn = (mapping: Mapping, column: string): Mapping =>
  withRule(mapping, mapping.query_type.find((one) => "column" in one && isSame(one.column, column)), { column });

/** Puts a rule in the place of one, or behind all. */
function withRule(mapping: Mapping, before: QueryTypeRule | undefined, rule: QueryTypeRule): Mapping {
  const query_type = before ? mapping.query_type.map((one) => (one === before ? rule : one)) : [...mapping.query_type, rule];
  return { ...mapping, query_type };
}

export const ways = ["column", "tag", "words"] as const;
export type Way = (typeof ways)[number];

/** One way to a query type, as it is shown; `type` is null where a column says it. */
export interface TypeRule { way: Way; column: string; tag: string; words: string[]; type: string | null; without: QueryTypeRule[] }

/** The ways to a query type, each with the rules that are left without it. */
export function typeRules(rules: QueryTypeRule[]): TypeRule[] {
  const none = { column: "", tag: "", words: [], type: null };
  const without = (rule: QueryTypeRule, left: QueryTypeRule | null) => rules.flatMap((one) => (one !== rule ? [one] : left ? [left] : []));
  return rules.flatMap((rule): TypeRule[] => {
    if ("column" in rule) return [{ ...none, way: "column", column: rule.column, without: without(rule, null) }];
    if ("tags" in rule) {
      const tags = Object.entries(rule.tags).flatMap(([tag, type]): [string, string][] => (type === undefined ? [] : [[tag, type]]));
      return tags.map(([tag, type]) => {
        const others = tags.filter(([other]) => other !== tag);
        return { ...none, way: "tag", tag, type, without: without(rule, others.length > 0 ? { tags: Object.fromEntries(others) } : null) };
      });
    }
    const { column, rules: keywords } = rule.keywords;
    return keywords.map((keyword) => {
      const others = keywords.filter((other) => other !== keyword);
      return { ...none, way: "words", column, words: keyword.words, type: keyword.query_type, without: without(rule, others.length > 0 ? { keywords: { column, rules: others } } : null) };
    });
  });
}

export const tests = ["equals", "contains", "one_of", "not_empty", "empty", "tag"] as const;
export type Test = (typeof tests)[number];

/** What stands between commas. */
export const parts = (text: string): string[] => text.split(",").map((part) => part.trim()).filter(Boolean);

/** A condition as it is typed: a column, a test and a value, several values with commas between. */
export function condition(test: Test, column: string, value: string): Condition {
  const text = value.trim();
  switch (test) {
    case "equals": return { equals: { column, value: text } };
    case "contains": return { contains: { column, value: text } };
    case "one_of": return { one_of: { column, values: parts(text) } };
    case "not_empty": return { not_empty: { column } };
    case "empty": return { empty: { column } };
    case "tag": return { tag: text };
  }
}

const exclusions: Exclusion[] = ["spam", "deleted", "merged", "test", "outbound"];

/** All that evidence can mean, by a name of its own. */
export const meanings: Record<string, Meaning> = {
  ai_took_part: "ai_took_part", handed_off: "handed_off", resolved_confirmed: "resolved_confirmed", resolved_assumed: "resolved_assumed",
  abandoned: "abandoned", person_took_part: "person_took_part", ai_took_no_part: "ai_took_no_part",
  ...Object.fromEntries(exclusions.map((excluded) => [`excluded_${excluded}`, { excluded }])),
};

export const meaningName = (meaning: Meaning): string => (typeof meaning === "string" ? meaning : `excluded_${meaning.excluded}`);

/** The fields that the first rows fill, in the order of the catalogue of fields. */
export function filledFields(preview: TablePreview, order: string[]): Field[] {
  const filled = new Set(preview.rows.flatMap((row) => Object.keys(row.fields)));
  return order.filter((field): field is Field => filled.has(field));
}

/** The name that the source gets unless another is typed. */
export const sourceName = (preview: Preview): string =>
  preview.mapping.source ?? (preview.layout.name.split("/")[0] ?? "").replace(/(\.(csv|tsv|txt|xlsx|json|ndjson|jsonl|gz|zip))+$/i, "");
