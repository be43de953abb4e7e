/** Markers of segments that say how a picture is to be shown: JFIF, colour profile, Adobe's colour transform. */
const kept = new Set([0xe0, 0xe2, 0xee]);
const startOfScan = 0xda;
const comment = 0xfe;

/**
 * A JPEG without what was written into it about where, when, with what and by whom it was made, its picture untouched.
 * Anything that is not built like a JPEG is given back as it is.
 */
export function withoutMetadata(jpeg: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [jpeg.subarray(0, 2)];
  let at = 2;
  while (jpeg[at] === 0xff && jpeg[at + 1] !== startOfScan) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
    if (end < at + 4 || end > jpeg.length) return jpeg;
    const tells = marker === comment || (marker >= 0xe0 && marker <= 0xef && !kept.has(marker));
    if (!tells) pieces.push(jpeg.subarray(at, end));
    at = end;
  }
  return jpeg[at] === 0xff ? Buffer.concat([...pieces, jpeg.subarray(at)]) : jpeg;
}
