import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Response } from 'express';

/** Below this a compressed body saves nothing, in characters. */
const worthwhile = 1000;

const compressors = {
  br: (body: string) =>
    brotliCompressSync(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
    }),
  gzip: (body: string) => gzipSync(body),
} as const;

/** Sends a text whose type is already set, compressed as the reader accepts it, with an entity tag. */
export function send(res: Response, body: string): void {
  res.vary('Accept-Encoding');
  const encoding = res.req.acceptsEncodings('br', 'gzip', 'identity');
  if (body.length < worthwhile || (encoding !== 'br' && encoding !== 'gzip')) {
    res.send(body);
    return;
  }
  res.set('Content-Encoding', encoding).send(compressors[encoding](body));
}
