/** Work that can wait for what the reader sees: done a piece at a time, so that the window answers in between. */
import { nextFrame } from "$lib/painted";

const waiting = new Set<() => void>();
let working = false;

async function workOff() {
  try {
    // What is in sight comes on the screen first.
    await nextFrame();
    for (const work of waiting) {
      await new Promise((turn) => setTimeout(turn));
      // It may have been called off meanwhile.
      if (waiting.delete(work)) work();
    }
  } finally {
    working = false;
    // Where one piece fails, the others are done all the same.
    if (waiting.size > 0) begin();
  }
}

function begin() {
  if (working) return;
  working = true;
  void workOff();
}

/** Does the work when all before it is done, unless it is called off with what this gives. */
export function later(work: () => void): () => void {
  waiting.add(work);
  begin();
  return () => waiting.delete(work);
}
