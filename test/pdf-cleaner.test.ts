import { type PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import { attachmentLimits } from '../src/domain/attachment.ts';
import { cleanPdf } from '../src/pdf-cleaner.ts';
import { paper } from './support/attachments.ts';

const name = (text: string): PDFName => PDFName.of(text);

describe('a PDF that comes with a complaint', () => {
  const kept = async (sent: Uint8Array): Promise<Buffer> => {
    const cleaned = await cleanPdf(sent);
    expect(cleaned).to.have.property('bytes');
    return Buffer.from((cleaned as { bytes: Uint8Array }).bytes);
  };
  const opened = async (sent: Uint8Array) => PDFDocument.load(await kept(sent), { updateMetadata: false });
  const rejection = async (sent: Uint8Array) => {
    const cleaned = await cleanPdf(sent);
    return 'rejected' in cleaned ? cleaned.rejected : 'taken';
  };

  it('keeps its pages and what is on them', async () => {
    const document = await opened(await paper(3));
    expect(document.getPageCount()).to.equal(3);
    expect(document.getPage(2).getSize()).to.deep.equal({ width: 300, height: 400 });
    const drawn = document.getPage(2).node.Resources()?.lookup(name('XObject')) as PDFDict;
    expect(drawn.keys()).to.have.length(1);
  });

  it('loses who wrote it, with what and when, and what is written into its photographs', async () => {
    const sent = await paper(1, (document) => {
      document.setAuthor('TraceAuthor');
      document.setTitle('TraceTitle');
      const xmp = document.context.stream('<x:xmpmeta>TraceXmp</x:xmpmeta>', { Type: 'Metadata', Subtype: 'XML' });
      document.catalog.set(name('Metadata'), document.context.register(xmp));
      document.getPage(0).node.set(name('PieceInfo'), document.context.obj({ App: { Private: 'TracePiece' } }));
    });
    expect(sent.toString('latin1')).to.include('TraceXmp').and.include('TracePhone');
    expect((await kept(sent)).toString('latin1')).to.not.match(/Trace|Exif/);
    const document = await opened(sent);
    expect([document.getAuthor(), document.getTitle(), document.getProducer()]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
    expect(document.getCreationDate()).to.equal(undefined);
    expect(document.catalog.get(name('Metadata'))).to.equal(undefined);
    const pieces = document.context.enumerateIndirectObjects().map(([, object]) => String(object));
    expect(pieces.join()).to.not.include('Trace');
  });

  it('loses its links, and keeps what was filled into its form', async () => {
    const sent = await paper(1, (document) => {
      const field = document.getForm().createTextField('field');
      field.addToPage(document.getPage(0), { x: 10, y: 10 });
      field.setText('Filled in');
      const { context } = document;
      const action = { S: 'URI', URI: PDFString.of('https://example.com') };
      const link = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: action });
      document.getPage(0).node.Annots()?.push(context.register(link));
    });
    const document = await opened(sent);
    const marks = document.getPage(0).node.Annots();
    expect(marks?.size()).to.equal(1);
    const mark = marks?.lookup(0) as PDFDict;
    expect(mark.lookup(name('Subtype'))).to.equal(name('Widget'));
    expect(mark.keys().map((key) => key.decodeText()))
      .to.include('AP')
      .and.not.include('Parent');
  });

  it('may say at which page it opens', async () => {
    const sent = await paper(1, (document) =>
      document.catalog.set(name('OpenAction'), document.context.obj([document.getPage(0).ref, 'Fit'])),
    );
    expect((await opened(sent)).catalog.get(name('OpenAction'))).to.equal(undefined);
  });

  const javaScript = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') };
  const active: Readonly<Record<string, (document: PDFDocument) => unknown>> = {
    'runs JavaScript when it is opened': ({ catalog, context }) =>
      catalog.set(name('OpenAction'), context.obj(javaScript)),
    'runs JavaScript under a name': (document) => document.addJavaScript('main', 'app.alert(1)'),
    'hides the word in other letters': ({ catalog, context }) =>
      catalog.set(name('OpenAction'), context.obj({ S: 'J#61vaScript' })),
    'starts a program': (document) => {
      const { context } = document;
      const launch = { Subtype: 'Link', Rect: [0, 0, 9, 9], A: { S: 'Launch', F: PDFString.of('calc.exe') } };
      document.getPage(0).node.set(name('Annots'), context.obj([context.register(context.obj(launch))]));
    },
    'acts on its pages': (document) =>
      document.getPage(0).node.set(name('AA'), document.context.obj({ O: { S: 'URI', URI: PDFString.of('x') } })),
    'brings another file along': (document) => document.attach(Buffer.from('MZ'), 'a.exe'),
    'has a form of XFA': ({ catalog, context }) => catalog.set(name('AcroForm'), context.obj({ XFA: [], Fields: [] })),
    'plays a film': (document) => {
      const { context } = document;
      const film = context.obj({ Subtype: 'RichMedia', Rect: [0, 0, 9, 9] });
      document.getPage(0).node.set(name('Annots'), context.obj([context.register(film)]));
    },
  };
  for (const [does, change] of Object.entries(active))
    it(`is refused when it ${does}`, async () => {
      expect(await rejection(await paper(1, change))).to.equal('pdf-active');
    });

  it('is refused when it is locked, with a password or without', async () => {
    const locks = [
      { userPassword: 'a', ownerPassword: 'b' },
      { ownerPassword: 'b', permissions: { copying: false } },
    ];
    for (const lock of locks)
      expect(await rejection(await paper(1, (document) => document.encrypt(lock)))).to.equal('pdf-locked');
  });

  it('is refused with more than fifty pages', async () => {
    expect(await rejection(await paper(attachmentLimits.pages))).to.equal('taken');
    expect(await rejection(await paper(attachmentLimits.pages + 1))).to.equal('pdf-pages');
  });

  it('is refused when it has no page', async () => {
    const empty = '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj';
    expect(await rejection(Buffer.from(`%PDF-1.4\n${empty}\ntrailer<</Root 1 0 R>>`))).to.equal('pdf-broken');
  });
});
