import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../src/lib/tokens.css", import.meta.url), "utf8");
const written = (selector: string) => css.split(`${selector} {`)[1]?.split("}")[0] ?? "";
const blocks: Record<string, string> = { light: written(":root"), dark: written(':root[data-theme="dark"]') };
const block = (selector: string) =>
  new Map([...written(selector).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? "", value ?? ""]));
const light = block(":root");
const themes = { light, dark: new Map([...light, ...block(':root[data-theme="dark"]')]) };

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(themes))("in the %s theme", (theme, tokens) => {
  const token = (name: string) => tokens.get(name) ?? "";
  const surfaces = ["surface", "surface-raised", "surface-sunken", "surface-hover"];

  it.each(["ink", "ink-soft", "ink-faint", "accent", "good", "bad"])("%s reads on every surface", (ink) => {
    for (const surface of surfaces) expect(contrast(token(ink), token(surface)), surface).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ["on-accent", "accent"], ["accent", "accent-soft"], ["ink", "accent-soft"], ["ink-soft", "accent-soft"], ["ink-faint", "accent-soft"],
    ["ink", "bad-soft"], ["ink-soft", "bad-soft"], ["bad", "bad-soft"], ["caution", "caution-soft"], ["ink", "caution-soft"], ["ink-soft", "caution-soft"],
  ])(
    "%s reads on %s", (ink, surface) => expect(contrast(token(ink), token(surface))).toBeGreaterThanOrEqual(4.5));

  it("the arrow of a list to choose from is drawn in the faint ink", () =>
    expect(blocks[theme]).toContain(`stroke='%23${token("ink-faint").slice(1)}'`));

  it.each(["ai-only", "hybrid", "human-only", "no-touch", "1", "2", "3", "4", "5", "6"])("the chart colour %s stands out", (name) =>
    expect(contrast(token(`chart-${name}`), token("surface-raised"))).toBeGreaterThanOrEqual(3));

  it("the colours of heat maps go from next to the surface to far from it", () => {
    const steps = ["1", "2", "3", "4"].map((name) => contrast(token(`chart-heat-${name}`), token("surface-raised")));
    expect(steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? 0) + 0.4)).toBe(true);
    expect(steps.at(-1)).toBeGreaterThanOrEqual(9);
  });
});
