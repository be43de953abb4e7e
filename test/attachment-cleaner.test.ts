import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import sharp from 'sharp';
import { type Cleaned, createAttachmentCleaner } from '../src/attachment-cleaner.ts';
import { bomb, paper, photograph, picture, traces } from './support/attachments.ts';

const clean = createAttachmentCleaner();

const bytesOf = (cleaned: Cleaned): Buffer => {
  expect(cleaned).to.have.property('bytes');
  return Buffer.from((cleaned as { bytes: Uint8Array }).bytes);
};

describe('a photograph that comes with a complaint', () => {
  it('loses where, when, with what and by whom it was taken', async () => {
    const sent = picture().withExif(traces).withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">TraceXmp</x:xmpmeta>');
    const photo = await sent.withIccProfile('p3').jpeg().toBuffer();
    const before = await sharp(photo).metadata();
    expect(before.exif?.toString('latin1')).to.include('TracePhone').and.include('TraceArtist');
    expect(before.xmp?.toString()).to.include('TraceXmp');
    const kept = bytesOf(await clean(photo));
    const { exif, xmp, iptc, icc, comments } = await sharp(kept).metadata();
    expect({ exif, xmp, iptc, icc, comments }).to.deep.equal({
      exif: undefined,
      xmp: undefined,
      iptc: undefined,
      icc: undefined,
      comments: undefined,
    });
    expect(kept.toString('latin1')).to.not.match(/Trace|Exif|GPS/);
  });

  it('is a JPEG afterwards, whichever of JPEG, PNG and WebP it was', async () => {
    for (const sent of [picture().jpeg(), picture().png(), picture().webp()]) {
      const { format, width, height } = await sharp(bytesOf(await clean(await sent.toBuffer()))).metadata();
      expect({ format, width, height }).to.deep.equal({ format: 'jpeg', width: 64, height: 48 });
    }
  });

  it('is turned upright', async () => {
    const lying = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { width, height, orientation } = await sharp(bytesOf(await clean(lying))).metadata();
    expect({ width, height, orientation }).to.deep.equal({ width: 48, height: 64, orientation: undefined });
  });

  it('is at most 2,560 pixels long, and never made larger', async () => {
    const { width, height } = await sharp(
      bytesOf(await clean(await photograph({ width: 4000, height: 500 }))),
    ).metadata();
    expect({ width, height }).to.deep.equal({ width: 2560, height: 320 });
  });

  it('stands on white where it let through', async () => {
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const { data } = await sharp(bytesOf(await clean(await clear.png().toBuffer())))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([...data.subarray(0, 3)]).to.deep.equal([255, 255, 255]);
  });

  it('brings nothing along that was hung upon it', async () => {
    const hidden = '<script>alert(1)</script>PK\x03\x04%PDF-1.7';
    const kept = bytesOf(await clean(Buffer.concat([await photograph(), Buffer.from(hidden, 'latin1')])));
    expect(kept.toString('latin1')).to.not.match(/script|%PDF/);
  });

  it('is refused when it did not arrive whole', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const whole = await picture({ width: 400, height: 300 }).toFormat(format).toBuffer();
      const half = await clean(whole.subarray(0, whole.length / 2));
      expect(half, format).to.deep.equal({ rejected: 'photo-broken' });
    }
  });

  it('is refused for its number of pixels before they are unpacked', async () => {
    const sent = bomb(60_000, 60_000);
    expect(sent.length).to.be.lessThan(2000);
    expect(await clean(sent)).to.deep.equal({ rejected: 'photo-pixels' });
    expect(await clean(bomb(8000, 8000))).to.deep.equal({ rejected: 'photo-broken' });
  });

  it('is a rejection or a picture, whatever was done to its bytes', async () => {
    const whole = await photograph();
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (hits, length) => {
        const sent = Buffer.from(whole.subarray(0, length));
        for (const [at, byte] of hits) if (at < sent.length) sent[at] = byte;
        const cleaned = await clean(sent);
        if ('bytes' in cleaned) expect((await sharp(cleaned.bytes).metadata()).format).to.equal('jpeg');
        else expect(cleaned.rejected).to.be.oneOf(['photo-broken', 'photo-pixels', 'kind', 'empty']);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file that comes with a complaint', () => {
  it('is known by its content alone', async () => {
    const unknown = [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '<!doctype html><script>alert(1)</script>',
      'GIF89a\x01\x00\x01\x00',
      'II*\x00\x08\x00\x00\x00',
      'MZ\x90\x00',
      'PK\x03\x04 word/document.xml',
      '\x00\x00\x00\x20ftypisom',
      'a photograph.jpg',
    ];
    for (const text of unknown)
      expect(await clean(Buffer.from(text, 'latin1')), text).to.deep.equal({ rejected: 'kind' });
    expect(await clean(new Uint8Array())).to.deep.equal({ rejected: 'empty' });
  });

  it('is told apart as a photograph of a phone that saves HEIC', async () => {
    for (const brand of ['heic', 'heix', 'hevc', 'mif1', 'msf1'])
      expect(await clean(Buffer.from(`\x00\x00\x00\x18ftyp${brand}\x00\x00\x00\x00`, 'latin1')), brand).to.deep.equal({
        rejected: 'heic',
      });
  });

  it('is refused when it is garbage behind the first bytes of a picture or a PDF', async () => {
    const beginnings = ['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF\x00\x00\x00\x00WEBP', '%PDF-1.7\n'];
    for (const beginning of beginnings)
      expect(await clean(Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(5000, 'xyz')])))
        .to.have.property('rejected')
        .that.matches(/-broken$/);
  });
});

describe('a PDF that comes with a complaint', () => {
  const broken = { rejected: 'pdf-broken' };

  it('is taken as a PDF also when some bytes stand before it', async () => {
    expect(await clean(Buffer.concat([Buffer.from('\ufeff\n'), await paper(1)]))).to.include({ kind: 'pdf' });
  });

  it('is refused when it did not arrive whole or is made to be read for ever', async () => {
    const endless = '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj';
    const whole = await paper(2);
    expect(await clean(whole.subarray(0, whole.length / 2))).to.deep.equal(broken);
    expect(await clean(Buffer.from(`%PDF-1.4\n${endless}\ntrailer<</Root 1 0 R>>`))).to.deep.equal(broken);
    expect(await clean(Buffer.from(`%PDF-1.4\n1 0 obj${'['.repeat(200_000)}`))).to.deep.equal(broken);
  });

  it('is refused when it unpacks to far more than it is', async () => {
    const packed = deflateSync(deflateSync(Buffer.alloc(300 * 1024 * 1024)));
    expect(packed.length).to.be.lessThan(10_000);
    const dict = `<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length ${packed.length}>>`;
    const sent = Buffer.concat([
      Buffer.from(`%PDF-1.7\n99 0 obj${dict}stream\n`),
      packed,
      Buffer.from('\nendstream endobj\n'),
      await paper(1),
    ]);
    expect(await clean(sent)).to.deep.equal(broken);
  });

  it('does not keep others waiting while it is read', async () => {
    const reading = clean(await paper(50));
    let longest = 0;
    let before = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }, 5);
    await reading;
    clearInterval(beat);
    expect(longest).to.be.lessThan(200);
  });
});
