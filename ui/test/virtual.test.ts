import { describe, expect, it } from "vitest";
import { Track } from "$lib/tickets/virtual";

const ROW = 32;
const VIEW = 600;

describe("a track", () => {
  it("is as long as its rows, where they fit", () => {
    const track = new Track(1000 * ROW, VIEW);
    expect(track.height).toBe(1000 * ROW);
    for (const at of [0, 17, 31_400]) expect(track.rowsAt(at)).toBe(at);
    expect(track.rowsAt(99_999)).toBe(1000 * ROW - VIEW);
    expect(new Track(3 * ROW, VIEW).rowsAt(50)).toBe(0);
  });

  it("reaches every row of a list that is higher than an element may be", () => {
    for (const rows of [1_000_000, 25_000_000]) {
      const track = new Track(rows * ROW, VIEW);
      const last = rows * ROW - VIEW;
      expect(track.height).toBeLessThan(10_000_000);
      expect(track.rowsAt(0)).toBe(0);
      expect(track.rowsAt(track.height - VIEW)).toBe(last);
      let before = -1;
      for (let step = 0; step <= 1000; step += 1) {
        const place = (last * step) / 1000;
        const scrolled = track.scrolledAt(place);
        expect(scrolled).toBeGreaterThan(before);
        expect(track.rowsAt(scrolled)).toBeCloseTo(place, 3);
        before = scrolled;
      }
    }
  });

  it("moves its rows by as much as the wheel turns, also where it is compressed", () => {
    const track = new Track(1_000_000 * ROW, VIEW);
    expect(track.moved(16_000_000, 4_000_000, 4_000_120, VIEW)).toBe(16_000_120);
    expect(track.moved(16_000_000, 4_000_000, 3_999_880, VIEW)).toBe(15_999_880);
    expect(track.moved(100, 50, 0, VIEW)).toBe(50);
    expect(track.moved(16_000_000, 4_000_000, 6_500_000, VIEW)).toBe(track.rowsAt(6_500_000));
  });
});
