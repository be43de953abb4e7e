import { expect } from 'chai';
import { isMailAddress } from '../../src/domain/mail-address.ts';

describe('a mail address', () => {
  it('is one bare address and nothing else', () => {
    expect(isMailAddress('hotline@demo.ydan')).to.equal(true);
    for (const text of [
      'a@b.vn, c@d.vn',
      'a@b.vn\r\nBcc: c@d.vn',
      'Ai đó <a@b.vn>',
      'a@b.vn ',
      '"a b"@c.vn',
      'a@[127.0.0.1]',
      '@b.vn',
      'a@b..vn',
      'a@-b.vn',
      `${'a'.repeat(250)}@b.vn`,
    ])
      expect(isMailAddress(text), text).to.equal(false);
  });
});
