import { expect } from 'chai';
import fc from 'fast-check';
import { classified } from '../../src/domain/classification.ts';
import { complaintClasses, concernsConduct, topics } from '../../src/domain/complaint.ts';

describe('what a complaint is taken for', () => {
  it('follows its topic', () => {
    expect(classified({ content: 'Trễ hẹn ba ngày.', topic: 'late_file' })).to.deep.equal({
      class: 'feedback_policy',
      topic: 'late_file',
      severity: 'ordinary',
      words: [],
    });
    expect(classified({ content: 'Nói năng cộc lốc.', topic: 'attitude' }).class).to.equal('feedback_conduct');
    expect(classified({ content: 'Trang báo lỗi.' })).to.include({ class: 'feedback_policy', topic: 'other' });
  });

  it('follows the class that was asked for', () => {
    expect(classified({ content: 'Đèn đường hỏng.', class: 'incident' }).class).to.equal('incident');
    expect(classified({ content: 'Tôi khiếu nại quyết định.', class: 'legal_complaint' }).class).to.equal(
      'legal_complaint',
    );
  });

  it('is conduct when money was asked for, whatever topic and class it came under', () => {
    for (const content of [
      'Muốn nhanh thì phải BỒI DƯỠNG năm trăm.',
      'muon nhanh thi boi duong nam tram',
      'Cán bộ vòi tiền, có kẹp phong bì.',
      'The clerk asked for a bribe.',
    ])
      for (const topic of topics)
        for (const asked of complaintClasses.filter((one) => one !== 'denunciation')) {
          const { words, ...rest } = classified({ content, topic, class: asked });
          expect(rest, content).to.deep.equal({ class: 'feedback_conduct', topic: 'harassment', severity: 'grave' });
          expect(words).to.not.be.empty;
        }
  });

  it('is a denunciation when it says so, even when money was asked for', () => {
    for (const content of ['Tôi làm ĐƠN TỐ CÁO ông ấy nhận hối lộ.', 'toi to cao', 'I want to denounce him.']) {
      const { words, ...rest } = classified({ content, topic: 'fees', class: 'feedback_policy' });
      expect(rest, content).to.deep.equal({ class: 'denunciation', topic: 'fees', severity: 'grave' });
      expect(words).to.not.be.empty;
    }
  });

  it('takes no word for a part of another, and lets the marks tell words apart where there are any', () => {
    expect(classified({ content: 'Lấy lộc cho hội lớn.' }).class).to.equal('feedback_policy');
    expect(classified({ content: 'Bảng kê hối lộc.' }).class).to.equal('feedback_policy');
    expect(classified({ content: 'Tờ cáo phó bị mất.' }).class).to.equal('feedback_policy');
    expect(classified({ content: 'Người to cao ở quầy số 3 chỉ sai.' }).class).to.equal('feedback_policy');
    expect(classified({ content: 'toi to cao ong ay' }).class).to.equal('denunciation');
    expect(classified({ content: 'tôi muốn to cao bà ấy' }).class).to.equal('denunciation');
    expect(classified({ content: 'Bị cán bộ doi tien ở quầy.' }).class).to.equal('feedback_conduct');
  });

  it('keeps the guard of conduct and of denunciation whatever was asked for', () => {
    const words = fc.constantFrom('trễ', 'hẹn', 'bồi', 'dưỡng', 'tố', 'cáo', 'phong', 'bì', 'phí', 'cán bộ');
    const content = fc.array(words, { minLength: 1, maxLength: 8 }).map((all) => all.join(' '));
    const topic = fc.constantFrom(...topics);
    const asked = fc.option(fc.constantFrom(...complaintClasses), { nil: undefined });
    fc.assert(
      fc.property(content, topic, asked, (text, about, wanted) => {
        const result = classified({ content: text, topic: about, class: wanted });
        if (wanted === 'denunciation' || text.includes('tố cáo')) expect(result.class).to.equal('denunciation');
        else if (text.includes('bồi dưỡng') || about === 'harassment' || about === 'attitude')
          expect(concernsConduct(result)).to.equal(true);
        else if (wanted === undefined) expect(result.class).to.not.equal('denunciation');
      }),
    );
  });
});
