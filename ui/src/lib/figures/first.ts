/** A page's figures come first: what else it has is asked for when they are on the screen, so that nothing keeps them waiting. */
import { tick } from "svelte";
import { nextFrame } from "$lib/painted";

let going: Promise<void> = Promise.resolve();

/** Lets others wait for figures that are asked for, until they came or did not. */
export function first(figures: Promise<void>): void {
  going = figures;
}

export async function afterFigures(): Promise<void> {
  // A change has all that hangs on it asked for at once, the figures after what waits for them.
  await tick();
  for (let seen: Promise<void> | null = null; seen !== going;) await (seen = going);
  await nextFrame();
}
