import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { Refusal } from '../domain/errors.ts';

const room = new URL('./assets/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly type: string;
  readonly identity: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

export interface AssetFiles {
  /** `/assets/site.3f2a91c0.css` for `site.css`. Throws on a name that does not exist. */
  href(name: string): string;
  serve: RequestHandler;
}

/** Reads and compresses all assets once. Their addresses change with their content, so they may be kept for ever. */
export function loadAssets(): AssetFiles {
  const hrefs = new Map<string, string>();
  const assets = new Map<string, Asset>();
  for (const name of readdirSync(room)) {
    const extension = extname(name);
    const identity = readFileSync(new URL(name, room));
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 8);
    const hashed = `${name.slice(0, -extension.length)}.${hash}${extension}`;
    hrefs.set(name, `/assets/${hashed}`);
    assets.set(hashed, {
      type: types[extension] ?? 'application/octet-stream',
      identity,
      br: brotliCompressSync(identity),
      gzip: gzipSync(identity, { level: 9 }),
    });
  }
  return {
    href(name) {
      const href = hrefs.get(name);
      if (!href) throw new Error(`There is no asset ${name}`);
      return href;
    },
    serve(req, res) {
      const asset = assets.get(String(req.params.file));
      if (!asset) throw new Refusal('not-found', 'page-not-found');
      const accepted = req.acceptsEncodings('br', 'gzip', 'identity');
      const encoding = accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
      res.vary('Accept-Encoding').type(asset.type).set('Cache-Control', 'public, max-age=31536000, immutable');
      if (encoding !== 'identity') res.set('Content-Encoding', encoding);
      res.send(asset[encoding]);
    },
  };
}
