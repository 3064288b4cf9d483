import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TicketPage } from "$lib/generated/api";
import { TicketList, type Question } from "$lib/tickets/list.svelte";
import { transport } from "$transport";

const question: Question = {
  behind: { scope: { period: { from: "2026-07-20", to: "2026-07-26" }, filters: [] }, kpi: "tickets", group: [], part: "cohort", count_as: null },
  order: { by: "created", descending: false }, search: "",
};

/** The requests that wait, to be answered by the test. */
let waiting: { offset: number; search: string; answer: (page: TicketPage | Error) => void }[] = [];
const settle = () => new Promise((done) => setTimeout(done, 0));

function page(total: number, offset: number, mark = ""): TicketPage {
  const rows = Array.from({ length: Math.min(100, total - offset) }, (_, at) => ({ id: offset + at, external_id: `${mark}${offset + at}` }));
  return { total, rows, elsewhere: [] } as unknown as TicketPage;
}

beforeEach(() => {
  waiting = [];
  vi.spyOn(transport, "call").mockImplementation((_, params) => new Promise((resolve, reject) => {
    const { offset, search } = params as { offset: number; search: string };
    waiting.push({ offset, search, answer: (page) => (page instanceof Error ? reject(page) : resolve(page)) });
  }));
});

const answer = async (total: number, mark = "") => {
  const next = waiting.shift();
  next?.answer(page(total, next.offset, mark));
  await settle();
};

describe("a list of tickets", () => {
  it("asks for what is looked at and then for what lies around it, two blocks at a time, and passes over what was scrolled by", async () => {
    const list = new TicketList();
    list.show(question);
    expect(waiting.map(({ offset }) => offset)).toEqual([0]);
    await answer(100_000);
    expect([list.total, list.row(99)?.external_id, list.row(100)]).toEqual([100_000, "99", undefined]);
    for (let from = 0; from < 50_000; from += 1_000) list.look(from, from + 30);
    expect(waiting.map(({ offset }) => offset)).toEqual([100, 1_000]);
    await answer(100_000);
    await answer(100_000);
    expect(waiting.map(({ offset }) => offset)).toEqual([49_000, 49_100]);
    await answer(100_000);
    expect(list.row(49_010)?.external_id).toBe("49010");
    expect(waiting.map(({ offset }) => offset)).toEqual([49_100, 48_900]);
    await answer(100_000);
    await answer(100_000);
    expect(waiting).toEqual([]);
  });

  it("keeps what it shows until the next list is there, and no answer to an older question", async () => {
    const list = new TicketList();
    list.show(question);
    await answer(500, "old ");
    list.show({ ...question, search: "refund" });
    expect([list.outdated, list.row(3)?.external_id]).toEqual([true, "old 3"]);
    const late = waiting.shift();
    list.show({ ...question, search: "refunds" });
    late?.answer(page(9, 0, "late "));
    await settle();
    expect(list.row(3)?.external_id).toBe("old 3");
    await answer(7, "new ");
    expect([list.outdated, list.total, list.row(3)?.external_id]).toEqual([false, 7, "new 3"]);
  });

  it("is brought up to date without a gap in what is shown", async () => {
    const list = new TicketList();
    list.show(question);
    await answer(500);
    list.look(180, 220);
    // Those that are looked at, and the one behind them; the first is there already.
    await answer(500);
    await answer(500);
    await answer(500);
    list.show(question);
    expect([list.outdated, waiting.map(({ offset }) => offset)]).toEqual([false, [100]]);
    await answer(500, "new ");
    expect([list.row(180)?.external_id, list.row(210)?.external_id]).toEqual(["new 180", "210"]);
    await answer(500, "new ");
    expect([list.row(210)?.external_id, waiting.map(({ offset }) => offset)]).toEqual(["new 210", [300, 0]]);
  });

  it("drops the blocks of a store that has changed meanwhile, and asks again where the core gave up", async () => {
    const list = new TicketList();
    list.show(question);
    await answer(500);
    list.look(150, 180);
    await answer(501, "more ");
    expect([list.total, list.row(0), list.row(150)?.external_id]).toEqual([501, undefined, "more 150"]);
    expect(waiting.map(({ offset }) => offset)).toEqual([200, 0]);
    await answer(501, "more ");
    waiting.shift()?.answer(Object.assign(new Error(""), { code: "superseded" }));
    await settle();
    expect([list.failure, waiting.map(({ offset }) => offset)]).toEqual([null, [100]]);
    waiting.shift()?.answer(Object.assign(new Error("gone"), { code: "store" }));
    await settle();
    expect(list.failure?.code).toBe("store");
  });
});
