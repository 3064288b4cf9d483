import { tick } from "svelte";

/** Tells whoever drives the window when what was asked for, or its empty state, came on the screen: milliseconds since 1970. */
export async function painted(): Promise<void> {
  await tick();
  // A frame is painted after what is to be done before it, and before what comes then.
  requestAnimationFrame(() => setTimeout(() => (document.body.dataset["painted"] = String(performance.timeOrigin + performance.now()))));
}
