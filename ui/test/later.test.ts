import { expect, test, vi } from "vitest";
import { later } from "$lib/charts/later";

test("work is done in its order, a piece at a time, but for what is called off", () => {
  vi.useFakeTimers();
  const done: string[] = [];
  later(() => done.push("first"));
  const callOff = later(() => done.push("second"));
  later(() => done.push("third"));
  callOff();
  expect(done).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(done).toEqual(["first"]);
  vi.runAllTimers();
  expect(done).toEqual(["first", "third"]);
  // What comes when nothing waits begins anew.
  later(() => done.push("fourth"));
  vi.runAllTimers();
  expect(done).toEqual(["first", "third", "fourth"]);
  vi.useRealTimers();
});
