import { decodePDFRawStream, PDFContext, PDFRawStream } from '@cantoo/pdf-lib';
import { cleanPdf } from './pdf-cleaner.ts';

interface Unpacking {
  readonly buffer: Uint8Array;
  ensureBuffer(length: number): Uint8Array;
}

/** The most that the packed parts of one file may grow to together, in bytes. */
const mostUnpacked = 128 * 1024 * 1024;

/** The library unpacks without bound: here, where one file is read, all of its streams share one measure. */
function boundUnpacking(): void {
  const dict = PDFContext.create().obj({ Filter: 'RunLengthDecode' });
  const stream = decodePDFRawStream(PDFRawStream.of(dict, new Uint8Array()));
  const streams = Object.getPrototypeOf(Object.getPrototypeOf(stream)) as Unpacking;
  const { ensureBuffer } = streams;
  let unpacked = 0;
  streams.ensureBuffer = function (length) {
    unpacked -= this.buffer.byteLength;
    const buffer = ensureBuffer.call(this, length);
    unpacked += buffer.byteLength;
    if (unpacked > mostUnpacked) process.exit(1);
    return buffer;
  };
}

boundUnpacking();
/** Answers the bytes of one file; ends without a word when they are no PDF that can be read. */
process.once('message', (sent) => void cleanPdf(sent as Uint8Array).then((cleaned) => process.send?.(cleaned)));
