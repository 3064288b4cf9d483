import { tick } from "svelte";

/** Tells whoever starts the window that the first page, or its empty state, is on the screen. */
export async function painted(): Promise<void> {
  await tick();
  requestAnimationFrame(() => (document.body.dataset["painted"] = "true"));
}
