import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later } from "$lib/charts/later";

let paint: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => (paint = frame));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What was asked for comes on the screen, up to when the first piece is done. */
async function frame() {
  await vi.advanceTimersByTimeAsync(0);
  paint();
  await vi.advanceTimersToNextTimerAsync();
}

test("work is done in its order after a frame, a piece at a time, but for what is called off", async () => {
  const done: string[] = [];
  later(() => done.push("first"));
  const callOff = later(() => done.push("second"));
  later(() => done.push("third"));
  callOff();
  await vi.runAllTimersAsync();
  expect(done).toEqual([]);
  await frame();
  expect(done).toEqual(["first"]);
  await vi.runAllTimersAsync();
  expect(done).toEqual(["first", "third"]);
  // What comes when nothing waits begins anew.
  later(() => done.push("fourth"));
  await frame();
  await vi.runAllTimersAsync();
  expect(done).toEqual(["first", "third", "fourth"]);
});

test("where a piece fails, the others are done all the same", async () => {
  const failed = new Promise((caught) => process.once("unhandledRejection", caught));
  const done: string[] = [];
  later(() => {
    throw new Error("no such chart");
  });
  later(() => done.push("next"));
  await frame();
  await failed;
  await frame();
  await vi.runAllTimersAsync();
  expect(done).toEqual(["next"]);
});
