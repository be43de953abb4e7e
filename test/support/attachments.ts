import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

interface Size {
  readonly width?: number;
  readonly height?: number;
}

/** A picture of many colours, so that it neither shrinks to nothing nor looks the same turned. */
export const picture = ({ width = 64, height = 48 }: Size = {}) => {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = (at * at) >> 5;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};

/** What phones write into a photograph: who made it, with what and where. */
export const traces = {
  IFD0: { Make: 'TracePhone', Artist: 'TraceArtist', ImageDescription: 'TraceText' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '10/1 46/1 30/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 42/1 5/1' },
};

/** A JPEG as a phone makes it. */
export const photograph = (size?: Size): Promise<Buffer> => picture(size).withExif(traces).jpeg().toBuffer();

/** A PDF with so many pages, each showing its number and all of them a photograph. */
export async function paper(pages = 1, change?: (document: PDFDocument) => unknown): Promise<Buffer> {
  const document = await PDFDocument.create();
  const photo = await document.embedJpg(await photograph());
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([300, 400]);
    page.drawText(`Page ${number}`);
    page.drawImage(photo, { x: 20, y: 50 });
  }
  await change?.(document);
  return Buffer.from(await document.save());
}

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), data])));
  return Buffer.concat([length, Buffer.from(type), data, sum]);
};

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A small PNG that says it is very large. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1 << 20))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
