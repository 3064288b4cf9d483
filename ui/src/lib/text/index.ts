/**
 * All that the window says in words, in the reader's language. A folder each: English says which texts there are, and
 * TypeScript demands each of them of the other languages.
 */
import type { Filter } from "$lib/generated/api";
import { language, type Language } from "$lib/language";
import { german } from "./de";
import { english } from "./en";

export type Text = typeof english;

export const texts: Record<Language, Text> = { en: english, de: german };
export const text = texts[language];
export const { resolutionTypes } = text;

/** What a ticket says in a field or dimension, in the reader's words where it is one of ours. */
function said(name: string, value: string): string {
  const words: Record<string, Record<string, string>> = text.values;
  return words[name]?.[value] ?? value;
}

/** A filter's value in words; what has none is called so by the core, whatever the language. */
export function valueName({ dimension, value }: Filter): string {
  if (value === "(none)") return text.tickets.none;
  return dimension === "query_type" && value === "uncategorised" ? text.tickets.uncategorised : said(dimension, value);
}

/** A filter in words. */
export const filterName = (filter: Filter): string => text.tickets.group(text.dimensions[filter.dimension] ?? filter.dimension, valueName(filter));

/** The value of a ticket's field in words. */
export function fieldValue(name: string, value: string): string {
  if (value === "true") return text.tickets.yes;
  if (value === "false") return text.tickets.no;
  return name === "signals" ? value.split(";").map(phrase).join(" · ") : said(name, value);
}

/** A phrase that a signal was found by: `urgent: asap`. */
function phrase(found: string): string {
  const [signal = "", ...rest] = found.split(": ");
  return text.tickets.phrase(text.fields[signal] ?? signal, rest.join(": "));
}
