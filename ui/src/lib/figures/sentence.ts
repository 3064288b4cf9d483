/** What changed, in a sentence. */
import { difference, interval, percent, shown } from "$lib/format";
import type { Change, Contribution, Figure, Kpi, Period, WeekStart } from "$lib/generated/api";
import { periodName } from "$lib/period";
import { text } from "$lib/text";

export interface Told {
  kpi: Kpi;
  figure: Pick<Figure, "value" | "numerator" | "denominator" | "low" | "high"> & { change: Change | null };
  /** What did most for it. */
  most: Contribution | null;
  /** The days that it is of and those before, where they are others than the page's. */
  days: { period: Period; before: Period | null } | null;
}

export function sentence({ kpi, figure, most, days }: Told, currency: string, weekStart: WeekStart): string {
  const words = text.changes;
  const by = (number: number) => difference(number, kpi.unit, currency);
  const change = figure.change?.difference ?? 0;
  const parts = figure.change?.parts;
  const range = interval(figure, kpi.unit, currency);
  const where = most && (Math.abs(most.mix) >= Math.abs(most.rate) || most.rate_before === null || most.rate_after === null
    ? words.mostByShare(most.group, percent(most.share_before), percent(most.share_after))
    : words.mostByRate(most.group, percent(most.rate_before), percent(most.rate_after)));
  return words.sentence({
    title: kpi.title, rose: change > 0, by: by(Math.abs(change)).replace(/^\+/, ""), to: shown(figure, kpi.unit, currency).text, range,
    parts: parts?.is_telling ? words.parts(by(parts.mix), by(parts.rate)) : null, where,
    when: days && { period: periodName(days.period, weekStart), before: days.before ? periodName(days.before, weekStart) : "" },
  });
}
