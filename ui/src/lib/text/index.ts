/**
 * All that the window says in words, in the reader's language. A folder each: English says which texts there are, and
 * TypeScript demands each of them of the other languages.
 */
import type { Filter, ResolutionType } from "$lib/generated/api";
import { language, type Language } from "$lib/language";
import { german } from "./de";
import { english } from "./en";

export type Text = typeof english;

export const texts: Record<Language, Text> = { en: english, de: german };
export const text = texts[language];
export const { resolutionTypes } = text;

/** A filter's value in words. */
export const valueName = ({ dimension, value }: Filter): string =>
  dimension === "resolution_type" && value in resolutionTypes ? resolutionTypes[value as ResolutionType] : value;

/** A filter in words. */
export const filterName = (filter: Filter): string => text.tickets.group(text.dimensions[filter.dimension] ?? filter.dimension, valueName(filter));
