import type { Look } from "$lib/generated/api";
import { span } from "$lib/period";
import { text } from "$lib/text";

/** The days of a view in words. */
export const daysOf = ({ days }: Look): string => ("fixed" in days ? span(days.fixed) : (text.period.names[days.named] ?? days.named));
