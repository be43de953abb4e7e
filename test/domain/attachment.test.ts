import { expect } from 'chai';
import { attachmentFault, attachmentLimits, fileName, rejections } from '../../src/domain/attachment.ts';
import { translators } from '../../src/locales.ts';

describe('a file that is not taken', () => {
  it('is named by its place, with what to do, in both languages', () => {
    for (const t of Object.values(translators()))
      for (const rejection of rejections) {
        const { code, params } = attachmentFault(rejection, 3);
        expect(t(code, params), code).to.match(/\b3\b/).and.not.include('{{').and.not.equal(code);
      }
  });

  it('is told the limits that hold', () => {
    const { vi } = translators();
    expect(attachmentLimits.sent / 2 ** 20).to.equal(10);
    expect(attachmentLimits.kept / 2 ** 20).to.equal(8);
    const hint = vi('attachment:hint', { limit: attachmentLimits.files });
    expect(hint).to.include('5 tệp').and.include('10 MB').and.include('8 MB');
  });
});

describe('a file that is given out', () => {
  it('has a name that says nothing but what it is', () => {
    expect(fileName('photo', 1)).to.equal('photo-1.jpg');
    expect(fileName('pdf', 2)).to.equal('document-2.pdf');
  });
});
