/** An order of text: negative, zero or positive. */
export type CompareText = (a: string, b: string) => number;

/** By code point, as the bytes of UTF-8 compare; JavaScript's own order puts surrogates below U+E000. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const surrogateX = x >= 0xd800 && x <= 0xdfff;
    const surrogateY = y >= 0xd800 && y <= 0xdfff;
    if (surrogateX !== surrogateY) {
      if (surrogateX && y >= 0xe000) return 1;
      if (surrogateY && x >= 0xe000) return -1;
    }
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
