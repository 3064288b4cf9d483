import type { ChartSpec, ResolutionType } from "$lib/generated/api";
import type { ChartColours } from "./option";

/** The token of each type's colour. */
const TYPES: Record<ResolutionType, string> = {
  ai_only: "chart-ai-only", hybrid: "chart-hybrid", human_only: "chart-human-only",
  no_touch: "chart-no-touch", unresolved: "chart-other", excluded: "chart-other",
};
/** The tokens of the colours by order. */
const ORDER = ["chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"];

/** The token of the colour in this place; they begin anew after the last. */
export const orderToken = (place: number): string => ORDER[place % ORDER.length] ?? "ink";

/** The token of a series' colour. */
export function colourToken(spec: ChartSpec, index: number): string {
  const type = spec.series[index]?.resolution_type;
  return type ? TYPES[type] : orderToken(index);
}

/** The chart colours of the theme in force, from the design tokens. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => sixDigits(style.getPropertyValue(`--${name}`).trim());
  const types = Object.fromEntries(Object.entries(TYPES).map(([type, name]) => [type, token(name)])) as Record<ResolutionType, string>;
  return {
    ink: token("ink"), inkFaint: token("ink-faint"), line: token("line"), surface: token("surface-raised"), types,
    order: ORDER.map(token),
    heat: [1, 2, 3, 4].map((number) => token(`chart-heat-${number}`)),
  };
}

export const chartFont = (): string => getComputedStyle(document.body).fontFamily;

/** The build shortens #ffffff to #fff, to which no two digits of opacity can be appended. */
const sixDigits = (colour: string): string => colour.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
