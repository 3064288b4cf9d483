/** What an alert says, in the reader's words. */
import { catalogue } from "$lib/figures/catalogue.svelte";
import { count, percent } from "$lib/format";
import type { Alert } from "$lib/generated/api";
import { bucketPeriod, dayName, isDay, monthName, span } from "$lib/period";
import { text, valueName } from "$lib/text";

/** A day, a week or a month as alerts begin in, in words; a version stays as it is. */
export function sinceWords(since: string): string {
  if (isDay(since)) return dayName(since);
  if (/^\d{4}-\d\d$/.test(since)) return monthName(`${since}-01`);
  const week = bucketPeriod("week", since);
  return week ? span(week) : since;
}

export function alertWords({ kind, subject, since, value, expected, metric }: Alert): string {
  const words = text.alerts.says;
  const when = sinceWords(since);
  const [is, was] = [value ?? 0, expected ?? 0];
  const type = valueName({ dimension: "query_type", value: subject });
  switch (kind) {
    case "drift":
      return words.drift(type, percent(is), percent(was), when);
    case "anomaly":
      return words.anomaly(type, count(is), count(was), is > was, when);
    case "version":
      return words.version(since, catalogue.kpis.get(metric ?? "")?.title ?? metric ?? "", subject ? type : null, percent(is), percent(was));
    case "handoff":
      return words.handoff(subject, percent(is), percent(was), when);
    case "account":
      return words.account(subject, count(is * 100), when);
  }
}
