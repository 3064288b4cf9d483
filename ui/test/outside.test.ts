import { readdirSync, readFileSync } from "node:fs";
import { parse } from "svelte/compiler";
import { describe, expect, it } from "vitest";

/** Words that stand in a component and are no language: names, signs, and what a tool is called. */
const NAMES = new Set(["k", "n", "Esc", "Ctrl", "K", "—", "Ctrl K", "· SHA-256"]);
/** Attributes that people read or hear. */
const SPOKEN = new Set(["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "label", "alt", "hint"]);

interface Node { type: string; [key: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && typeof (value as Node).type === "string";
const isWords = (text: string) => /\p{L}{2,}/u.test(text) && !NAMES.has(text.trim());

/** Texts that an expression may give as they stand in it; what it hands to a function is that one's business. */
function given(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case "Literal":
      return typeof value["value"] === "string" ? [value["value"]] : [];
    case "TemplateLiteral":
      return [...(value["quasis"] as { value: { raw: string } }[]).map((quasi) => quasi.value.raw), ...(value["expressions"] as unknown[]).flatMap(given)];
    case "ConditionalExpression":
      return [value["consequent"], value["alternate"]].flatMap(given);
    case "LogicalExpression":
    case "BinaryExpression":
      return value["operator"] === "===" || value["operator"] === "!==" ? [] : [value["left"], value["right"]].flatMap(given);
    default:
      return [];
  }
}

/** What stands in a component's markup for people to read, without having come from the texts. */
function written(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(written);
  if (!isNode(value)) return [];
  if (value.type === "Text") return [String(value["data"])];
  if (value.type === "ExpressionTag") return given(value["expression"]);
  if (value.type === "Attribute") return SPOKEN.has(String(value["name"])) && value["value"] !== true ? written(value["value"]) : [];
  const of = ["fragment", "nodes", "attributes", "body", "consequent", "alternate", "fallback", "pending", "then", "catch"];
  return of.flatMap((part) => written(value[part]));
}

const files = readdirSync("src", { recursive: true, encoding: "utf8" });

describe("words for people come from the texts, not from", () => {
  it.each(files.filter((file) => file.endsWith(".svelte")))("%s", (file) => {
    const { fragment } = parse(readFileSync(`src/${file}`, "utf8"), { modern: true });
    expect(written(fragment).filter(isWords)).toEqual([]);
  });

  it.each(files.filter((file) => file.endsWith(".ts") && !/text\/|generated\/|backend\/|language.ts/.test(file)))("%s", (file) => {
    const code = readFileSync(`src/${file}`, "utf8").replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, "");
    // A sentence, or a word as it begins one; what a programmer is told is thrown.
    const quoted = [...code.matchAll(/(?<!Error\()(["`])((?:\p{Lu}\p{Ll}+|\p{Ll}+ \p{Ll}+ )[^"`\n]*)\1/gu)].map((found) => found[2] ?? "");
    expect(quoted.filter((text) => / |^\p{Lu}\p{Ll}+$/u.test(text))).toEqual([]);
  });
});

it("what looks for words finds them", () => {
  const found = (markup: string) => written(parse(markup, { modern: true }).fragment).filter(isWords);
  expect(found(`<p>Some text</p>`)).toEqual(["Some text"]);
  expect(found(`<button aria-label="Close"></button>`)).toEqual(["Close"]);
  expect(found("{#if a}<b title={b ? 'Yes' : `No ${c}`}>{d}</b>{:else}{e || 'nothing'}{/if}")).toEqual(["Yes", "No ", "nothing"]);
  expect(found(`<p class="small" data-testid="some-name">{words.title(kinds["one"])} · {shown("two")}</p>`)).toEqual([]);
});
