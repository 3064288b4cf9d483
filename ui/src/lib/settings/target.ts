/** Targets as they are typed: proportions in percent, everything else in the figure's own unit. */
import type { Kpi, Target, Unit } from "$lib/generated/api";

const typedScale = (unit: Unit): number => (unit === "proportion" ? 100 : 1);

/** The number to show for a target. 0.855 × 100 is not quite 85.5, which nobody wants to read. */
export const shownTarget = (target: Target, unit: Unit): number => Number((target.value * typedScale(unit)).toPrecision(12));

export const targetOf = (typed: number, kpi: Kpi, atMost: boolean): Target => ({ value: typed / typedScale(kpi.unit), direction: atMost ? "down" : "up" });
