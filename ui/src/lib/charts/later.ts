/** Work that can wait for what the reader sees: done a piece at a time, so that the window answers in between. */
const waiting = new Set<() => void>();
/** Long enough for what is in sight to be on the screen, in milliseconds. */
const PAUSE = 100;
let timer: ReturnType<typeof setTimeout> | undefined;

function next() {
  const [work] = waiting;
  if (work) {
    waiting.delete(work);
    work();
  }
  timer = waiting.size > 0 ? setTimeout(next) : undefined;
}

/** Does the work when all before it is done, unless it is called off with what this gives. */
export function later(work: () => void): () => void {
  waiting.add(work);
  timer ??= setTimeout(next, PAUSE);
  return () => waiting.delete(work);
}
