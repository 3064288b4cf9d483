// Looks into a PNG as WebDriver makes them: 8 bits a channel, RGB or RGBA, not interlaced.
import { inflateSync } from "node:zlib";

/** How many colours a picture has: one for a blank window. */
export function colours(png) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !size || png[28] !== 0) throw new Error("not a PNG of the kind that is read here");
  const rows = inflateSync(Buffer.concat(chunks(png, "IDAT")));
  const seen = new Set();
  let above = new Uint8Array(width * size);
  for (let y = 0; y < height; y++) {
    const start = y * (width * size + 1);
    above = unfilter(rows[start], rows.subarray(start + 1, start + 1 + width * size), above, size);
    for (let x = 0; x < above.length; x += size) seen.add((above[x] << 16) | (above[x + 1] << 8) | above[x + 2]);
  }
  return seen.size;
}

function chunks(png, kind) {
  const found = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === kind) found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

/** A row's bytes from its differences to the bytes before and above it (PNG specification, section 9). */
function unfilter(filter, differences, above, size) {
  const row = new Uint8Array(differences.length);
  for (let x = 0; x < row.length; x++) {
    const left = x < size ? 0 : row[x - size];
    const corner = x < size ? 0 : above[x - size];
    const guess = [0, left, above[x], (left + above[x]) >> 1, paeth(left, above[x], corner)][filter];
    row[x] = differences[x] + guess;
  }
  return row;
}

function paeth(left, above, corner) {
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
