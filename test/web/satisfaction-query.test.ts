import { expect } from 'chai';
import { apiQuery, pageQuery } from '../../src/web/satisfaction-query.ts';
import { smallCity } from '../support/small-city.ts';

const asked = { catalogue: smallCity, today: '2026-11-22' };
const query = (input: Record<string, unknown>) => {
  const read = apiQuery(input, asked);
  return 'query' in read ? read.query : read.faults.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe('What is asked of the satisfaction API', () => {
  it('without anything is the city over the last twelve months by TOP2', () => {
    expect(query({})).to.deep.equal({ agency: 'C', from: '2025-11-23', to: '2026-11-22', definition: 'TOP2', by: [] });
  });

  it('left empty is as if it was not there', () => {
    expect(query({ agency: '', from: '', to: ' ', definition: '', channel: '', by: '', procedure: '' })).to.deep.equal(
      query({}),
    );
  });

  it('begins twelve months before its end when only an end is named', () => {
    expect(query({ to: '2017-11-30' })).to.deep.include({ from: '2016-12-01', to: '2017-11-30' });
    expect(query({ from: '2026-11-01' })).to.deep.include({ from: '2026-11-01', to: '2026-11-22' });
  });

  it('may name several with commas or one by one, and each counts once', () => {
    for (const channel of ['web,qr', ['web', 'qr'], ['web,qr', 'qr']])
      expect(query({ channel })).to.deep.include({ channels: ['web', 'qr'] });
    expect(query({ by: 'unit,month' })).to.deep.include({ by: ['unit', 'month'] });
    expect(query({ procedure: '1.000001' })).to.deep.include({ procedures: ['1.000001'] });
  });

  const refused: [Record<string, unknown>, string[]][] = [
    [{ agency: 'nowhere' }, ['/agency agency-unknown']],
    [{ agency: ['W1', 'W2'] }, ['/agency type-string']],
    [{ procedure: '9.999999' }, ['/procedure procedure-unknown']],
    [{ from: '2017-02-29' }, ['/from day-form']],
    [{ from: '1999-12-31' }, ['/from satisfaction:fault-day-range']],
    [{ to: '9999-12-31' }, ['/to satisfaction:fault-day-range']],
    [{ from: '2017-05-02', to: '2017-05-01' }, ['/to satisfaction:fault-order']],
    [{ from: '2007-11-30', to: '2017-11-30' }, ['/from satisfaction:fault-too-long']],
    [{ definition: 'top2' }, ['/definition choice']],
    [{ channel: 'web,pigeon' }, ['/channel choice']],
    [{ by: 'colour' }, ['/by choice']],
    [{ by: 'day', from: '2016-01-01', to: '2017-02-04' }, ['/by satisfaction:fault-by-day']],
    [{ agencyy: 'W1' }, ['/agencyy field-unknown']],
    [{ 'agency[$gt]': '' }, ['/agency[$gt] field-unknown']],
    [{ agency: { $gt: '' } }, ['/agency type-string']],
  ];
  for (const [input, faults] of refused)
    it(`is refused: ${JSON.stringify(input)}`, () => {
      expect(query(input)).to.deep.equal(faults);
    });

  it('may span just under ten years, and 400 days by day', () => {
    expect(query({ from: '2007-12-01', to: '2017-11-30' })).to.have.property('from');
    expect(query({ by: 'day', from: '2016-01-01', to: '2017-02-03' })).to.have.property('by');
  });
});

describe('What is asked of a page', () => {
  it('does not mind parameters of others, nor an order that does not exist', () => {
    expect(pageQuery({ utm_source: 'x', lang: 'en', sort: 'luck' }, 'C', '2026-11-22'))
      .to.deep.include({ sort: 'verdict' })
      .and.have.property('query');
  });

  it('has the same faults as the API', () => {
    const read = pageQuery({ from: 'yesterday', sort: 'name' }, 'C', '2026-11-22');
    expect('faults' in read && read.faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/from day-form',
    ]);
  });
});
