import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';
import { attachmentLimits, type Rejection } from './domain/attachment.ts';
import { withoutMetadata } from './jpeg-metadata.ts';

/** What acts when a PDF is opened or clicked, or hides another file in it: as keys, and as kinds of actions and things. */
const activeKeys = new Set(['JS', 'JavaScript', 'AA', 'XFA', 'EmbeddedFiles', 'EF', 'RichMediaContent']);
const activeKinds = new Set([
  ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToE', 'Rendition', 'RichMediaExecute', 'Movie', 'Sound'],
  ...['EmbeddedFile', 'FileAttachment', 'RichMedia', 'Screen', '3D'],
]);
const namesOfKinds = ['S', 'Type', 'Subtype'].map((name) => PDFName.of(name));

/** All that a page and a mark upon it may bring along: what they look like. */
const pageKeys = ['Type', 'Resources', 'MediaBox', 'CropBox', 'Rotate', 'UserUnit', 'Contents', 'Group', 'Annots'];
const markKeys = ['Type', 'Subtype', 'Rect', 'F', 'AP', 'AS', 'C', 'CA', 'IC', 'Border', 'BS', 'Contents', 'DA', 'Q'];
const drawnKeys = ['QuadPoints', 'InkList', 'Vertices', 'L', 'LE'];
const unseenMarks = new Set(['Link', 'Popup']);
/** What a stream says about its origin, and where it would fetch itself from. */
const streamKeys = ['Metadata', 'PieceInfo', 'LastModified', 'OPI', 'Ref', 'F', 'FFilter', 'FDecodeParms'];

export type CleanedPdf = { readonly bytes: Uint8Array } | { readonly rejected: Rejection };

/** The pages of a PDF in a new one, or why not. Throws when it is no PDF that can be read. */
export async function cleanPdf(sent: Uint8Array): Promise<CleanedPdf> {
  const source = await PDFDocument.load(sent, {
    ignoreEncryption: true,
    updateMetadata: false,
    preserveXFA: true,
    parseSpeed: Number.POSITIVE_INFINITY,
  });
  if (source.isEncrypted) return { rejected: 'pdf-locked' };
  if (isActive(source)) return { rejected: 'pdf-active' };
  const pages = source.getPages();
  if (pages.length > attachmentLimits.pages) return { rejected: 'pdf-pages' };
  if (pages.length === 0) return { rejected: 'pdf-broken' };
  for (const page of pages) strip(page);
  const fresh = await PDFDocument.create({ updateMetadata: false });
  for (const page of await fresh.copyPages(source, source.getPageIndices())) fresh.addPage(page);
  for (const [ref, object] of fresh.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFStream)) continue;
    for (const key of streamKeys) object.dict.delete(PDFName.of(key));
    if (object instanceof PDFRawStream) fresh.context.assign(ref, withBarePhoto(object));
  }
  const saved = { addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Number.POSITIVE_INFINITY };
  return { bytes: await fresh.save(saved) };
}

/** Whether anything in a document could act or is a file of its own. */
function isActive(document: PDFDocument): boolean {
  const waiting: PDFObject[] = [
    ...document.context.enumerateIndirectObjects().map(([, object]) => object),
    document.catalog,
  ];
  for (let object = waiting.pop(); object; object = waiting.pop()) {
    if (object instanceof PDFArray) waiting.push(...object.asArray());
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    if (dict.keys().some((key) => activeKeys.has(key.decodeText()))) return true;
    if (namesOfKinds.some((name) => activeKinds.has(nameAt(dict, name)))) return true;
    waiting.push(...dict.values());
  }
  return false;
}

const nameAt = (dict: PDFDict, key: PDFName): string => {
  const value = dict.lookup(key);
  return value instanceof PDFName ? value.decodeText() : '';
};

/** Leaves of a page what it looks like. */
function strip({ node }: PDFPage): void {
  const { context } = node;
  const listed = node.lookup(PDFName.of('Annots'));
  const marks = (listed instanceof PDFArray ? listed.asArray() : []).filter((ref) => {
    const mark = context.lookup(ref);
    if (!(mark instanceof PDFDict) || unseenMarks.has(nameAt(mark, PDFName.of('Subtype')))) return false;
    keep(mark, [...markKeys, ...drawnKeys]);
    return true;
  });
  node.set(PDFName.of('Annots'), context.obj(marks));
  keep(node, [...pageKeys, 'Parent']);
}

function keep(dict: PDFDict, names: readonly string[]): void {
  for (const key of dict.keys()) if (!names.includes(key.decodeText())) dict.delete(key);
}

/** A picture that lies in the file as a JPEG, without the metadata of that. */
function withBarePhoto(stream: PDFRawStream): PDFRawStream {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const filters = filter instanceof PDFArray ? filter.asArray() : [filter];
  if (filters.at(-1) !== PDFName.of('DCTDecode')) return stream;
  if (filters.length === 1) return PDFRawStream.of(stream.dict, withoutMetadata(stream.contents));
  const wrapping = stream.dict.clone(stream.dict.context);
  wrapping.set(PDFName.of('Filter'), stream.dict.context.obj(filters.slice(0, -1)));
  const jpeg = decodePDFRawStream(PDFRawStream.of(wrapping, stream.contents)).decode();
  stream.dict.set(PDFName.of('Filter'), PDFName.of('DCTDecode'));
  stream.dict.delete(PDFName.of('DecodeParms'));
  return PDFRawStream.of(stream.dict, withoutMetadata(jpeg));
}
