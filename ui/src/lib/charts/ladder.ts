/** The AI ladder: a bar for each step, its share of all tickets; beside it tickets and both shares. */
import { amount, count, NO_VALUE, shown } from "$lib/format";
import { text } from "$lib/text";
import type { ChartSpec, Point } from "$lib/generated/api";
import type { ChartColours } from "./option";

const STEP = 38;

export const ladderHeight = (spec: ChartSpec): number => spec.categories.length * STEP + 30;

function share(point: Point | undefined): string {
  if (!point || (point.value === null && !point.denominator)) return "";
  return point.value === null ? shown(point, "proportion", "").text : amount(point.value, "proportion", "");
}

/** Tickets, share of all and share of those with AI of a step. */
export function ladderWords(spec: ChartSpec, step: number): [tickets: string, ofAll: string, ofAi: string] {
  const [all, ai] = spec.series.map((series) => series.points[step]);
  return [typeof all?.numerator === "number" ? count(all.numerator) : NO_VALUE, share(all), share(ai)];
}

/** What ECharts draws for it, beside what all charts have. */
export function ladderParts(spec: ChartSpec, colours: ChartColours, pale: (colour: string) => object): object {
  const points = spec.series[0]?.points ?? [];
  const columns = text.chart.ladder;
  const none = { axisTick: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
  const words = points.map((_, step) => ladderWords(spec, step));
  const cell = { fontSize: 11.5, align: "right" };
  const column = (at: 0 | 1 | 2, margin: number, width: number, strong: boolean) => ({
    type: "category", position: "right", inverse: true, ...none, data: words.map((row) => row[at]), name: columns[at], nameLocation: "start", nameGap: 10,
    nameTextStyle: { color: colours.inkFaint, fontSize: 11, align: "right", padding: [0, -margin - width, 0, 0] },
    axisLabel: { ...cell, interval: 0, margin: margin + width, color: colours.ink, fontWeight: strong ? 600 : 400 },
  });
  return {
    grid: { left: 110, right: 216, top: 26, bottom: 4 },
    xAxis: { type: "value", min: 0, max: 1, ...none, axisLabel: { show: false } },
    yAxis: [
      { type: "category", inverse: true, data: spec.categories, ...none, axisLabel: { color: colours.ink, fontSize: 12, interval: 0, align: "left", margin: 106 } },
      column(0, 8, 52, true), column(1, 68, 52, false), column(2, 128, 72, false),
    ],
    series: [{
      type: "bar", id: "series-0", name: spec.series[0]?.name, barWidth: 20, showBackground: true, backgroundStyle: { color: colours.line, opacity: 0.5 },
      data: points.map((point, step) => {
        const color = step === 0 ? (colours.order[0] ?? colours.ink) : colours.types.ai_only;
        return { value: point.value, itemStyle: point.faint ? pale(color) : { color } };
      }),
    }],
  };
}
