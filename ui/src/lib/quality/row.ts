/** Rows of the data quality as they stand in the address, so that the tickets they count can be opened. */
import type { Contradiction, Exclusion, Quality, QualityRow, QualityTickets } from "$lib/generated/api";
import type { Params } from "$lib/route.svelte";
import { text } from "$lib/text";

/** `unknown:requester`, `contradicting:resolved_while_open` or `excluded:spam`, and the source. */
export function writeRow({ source, tickets }: QualityRow): Params {
  const [[kind, name] = []] = Object.entries(tickets);
  return { quality: `${kind}:${name}`, source: source ?? undefined };
}

function readTickets(written: string): QualityTickets | null {
  const [kind, name = ""] = written.split(":", 2);
  if (kind === "unknown") return { unknown: name };
  if (kind === "contradicting" && name in text.import.warningKinds) return { contradicting: name as Contradiction };
  if (kind === "excluded" && name in text.quality.reasons) return { excluded: name as Exclusion };
  return null;
}

/** The row that an address names; `null` where it names none. */
export function readRow(params: URLSearchParams): QualityRow | null {
  const tickets = readTickets(params.get("quality") ?? "");
  return tickets && { source: params.get("source"), tickets };
}

/** What the tickets of a row are; what is not known of them has its title from the data quality, once that is here. */
export function rowTitle({ tickets }: QualityRow, quality: Quality | null): string {
  const words = text.quality;
  if ("contradicting" in tickets) return words.contradictingRow(text.import.warningKinds[tickets.contradicting]);
  if ("excluded" in tickets) return words.excludedRow(words.reasons[tickets.excluded] ?? tickets.excluded);
  return words.unknownRow(quality?.whole.inputs.find(({ name }) => name === tickets.unknown)?.title ?? "");
}
