import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { afterFigures, first } from "$lib/figures/first";

/** Frames that are painted when the test wants it. */
let frames: FrameRequestCallback[] = [];
beforeEach(() => {
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
});
afterEach(() => {
  frames = [];
  vi.unstubAllGlobals();
});
const settled = () => new Promise((done) => setTimeout(done, 5));

it("what comes after the figures waits for the last of them, and until they are painted", async () => {
  const come: (() => void)[] = [];
  const figures = () => first(new Promise((there) => come.push(there)));
  const seen: string[] = [];
  void afterFigures().then(() => seen.push("after"));
  // Asked for at the same change, and then again before they came.
  figures();
  await settled();
  figures();
  come[0]?.();
  await settled();
  expect(frames).toHaveLength(0);
  come[1]?.();
  await settled();
  expect([frames.length, seen]).toEqual([1, []]);
  frames[0]?.(0);
  await settled();
  expect(seen).toEqual(["after"]);
});

it("where no figures are on their way, nothing waits for any", async () => {
  const done = afterFigures();
  await settled();
  frames[0]?.(0);
  await done;
});

it("of a window that nobody sees, no frame is waited for", async () => {
  vi.stubGlobal("document", { hidden: true });
  await afterFigures();
  expect(frames).toHaveLength(0);
});
