import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ask } from "$lib/backend/backend";
import { ReviewNotes } from "$lib/reviews/notes.svelte";

const scope = (from: string) => ({ period: { from, to: "2026-07-26" }, filters: [] });
const kept = async (from: string) => (await ask("review_state", { scope: scope(from) })).notes;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("notes are kept after a pause, each figure's newest", async () => {
  const notes = new ReviewNotes();
  void notes.load(scope("2026-07-20"));
  await vi.runAllTimersAsync();
  notes.write("csat", "The sur");
  notes.write("csat", "The survey");
  notes.write("fcr", "Quiet");
  expect(notes.waiting).toBe(true);
  await vi.runAllTimersAsync();
  expect(notes.waiting).toBe(false);
  const asked = kept("2026-07-20");
  await vi.runAllTimersAsync();
  expect(await asked).toEqual([{ kpi: "csat", text: "The survey" }, { kpi: "fcr", text: "Quiet" }]);
});

it("what is being written when the reader goes on is kept where it was written", async () => {
  const notes = new ReviewNotes();
  void notes.load(scope("2026-07-13"));
  await vi.runAllTimersAsync();
  notes.write("csat", "Of that week");
  void notes.load(scope("2026-07-06"));
  await vi.runAllTimersAsync();
  expect(notes.of("csat")).toBe("");
  const asked = kept("2026-07-13");
  await vi.runAllTimersAsync();
  expect(await asked).toEqual([{ kpi: "csat", text: "Of that week" }]);
});
