import type { ResolutionType } from "$lib/generated/api";
import type { ChartColours } from "./option";

/** The chart colours of the theme in force, from the design tokens. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => sixDigits(style.getPropertyValue(`--${name}`).trim());
  const types: Record<ResolutionType, string> = {
    ai_only: token("chart-ai-only"), hybrid: token("chart-hybrid"), human_only: token("chart-human-only"),
    no_touch: token("chart-no-touch"), unresolved: token("chart-other"), excluded: token("chart-other"),
  };
  return {
    ink: token("ink"), inkFaint: token("ink-faint"), line: token("line"), surface: token("surface-raised"), types,
    order: [1, 2, 3, 4, 5, 6].map((number) => token(`chart-${number}`)),
    heat: [1, 2, 3, 4].map((number) => token(`chart-heat-${number}`)),
  };
}

export const chartFont = (): string => getComputedStyle(document.body).fontFamily;

/** The build shortens #ffffff to #fff, to which no two digits of opacity can be appended. */
const sixDigits = (colour: string): string => colour.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
