import { tick } from "svelte";

/** Waits until what the page holds now is on the screen. */
export async function nextFrame(): Promise<void> {
  await tick();
  // A frame is painted after what is to be done before it, and before what comes then; of a window that nobody sees, none is.
  await new Promise((shown) => (document.hidden ? setTimeout(shown) : requestAnimationFrame(() => setTimeout(shown))));
}

/** Tells whoever drives the window when what was asked for, or its empty state, came on the screen: milliseconds since 1970. */
export async function painted(): Promise<void> {
  await nextFrame();
  document.body.dataset["painted"] = String(performance.timeOrigin + performance.now());
}
