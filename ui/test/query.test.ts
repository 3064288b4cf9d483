import { transport } from "$transport";
import { expect, it, vi } from "vitest";
import { Refusal, type Turn } from "$lib/backend/backend";
import { Query } from "$lib/query.svelte";

/** Answers that are given when the test wants it. */
function answers() {
  const given: { turn: Turn | undefined; answer: (value: string) => void; refuse: (code: string) => void }[] = [];
  const ask = (turn?: Turn) => new Promise<string>((answer, refuse) => given.push({ turn, answer, refuse: (code) => refuse(new Refusal({ code, message: "", language: "en" }, "")) }));
  return { given, ask };
}

it("many changes end with the last one's answer, and the figures before stay until then", async () => {
  const query = new Query<string>("page");
  const { given, ask } = answers();
  const first = query.ask(ask);
  given[0]?.answer("before");
  await first;

  const asked = Array.from({ length: 20 }, () => query.ask(ask));
  expect(query).toMatchObject({ value: "before", asking: true, failure: null });
  // The core refuses those that are superseded; one had been computed already, and comes late.
  given.slice(1, -2).forEach(({ refuse }) => refuse("superseded"));
  await Promise.all(asked.slice(0, -2));
  expect(query).toMatchObject({ value: "before", asking: true, failure: null });
  given.at(-1)?.answer("last");
  await asked.at(-1);
  given.at(-2)?.answer("late");
  await asked.at(-2);
  expect(query).toMatchObject({ value: "last", asking: false, failure: null });
});

it("each request of a place has a higher number, whoever made it", () => {
  const { given, ask } = answers();
  void new Query<string>("page").ask(ask);
  void new Query<string>("page").ask(ask);
  void new Query<string>().ask(ask);
  const [one, two, none] = given.map(({ turn }) => turn);
  expect(one?.place).toBe("page");
  expect(two?.number).toBeGreaterThan(one?.number ?? Infinity);
  expect(none).toBeUndefined();
});

it("what nobody waits for any more is broken off at once", async () => {
  const broken = vi.spyOn(transport, "call");
  const query = new Query<string>("insight");
  const { given, ask } = answers();
  let begin = () => {};
  void query.ask(ask);
  // Nothing is asked for yet, but what was need not go on.
  const second = query.ask(ask, () => new Promise<void>((is) => (begin = is)));
  expect(broken).toHaveBeenLastCalledWith("break_off", {}, expect.objectContaining({ place: "insight" }));
  const [, , turn] = broken.mock.lastCall ?? [];
  expect(turn?.number).toBeGreaterThan(given[0]?.turn?.number ?? Infinity);
  query.drop();
  begin();
  await second;
  expect([given.length, broken.mock.calls.length]).toEqual([1, 2]);
  broken.mockRestore();
});

it("what waits is asked for once, however often it was asked for meanwhile", async () => {
  const query = new Query<string>("insight");
  const { given, ask } = answers();
  let begin = () => {};
  const ready = new Promise<void>((is) => (begin = is));
  const asked = Array.from({ length: 5 }, () => query.ask(ask, () => ready));
  expect([given.length, query.asking]).toEqual([0, true]);
  begin();
  await Promise.all(asked.slice(0, -1));
  expect(given).toHaveLength(1);
  given[0]?.answer("there");
  await asked.at(-1);
  expect(query).toMatchObject({ value: "there", asking: false });
});
