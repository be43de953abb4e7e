import { expect } from 'chai';
import { askExtension } from '../../src/domain/extension-steps.ts';
import { actorOf, caseOf, forwardedCase, perform } from '../support/casework.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the overdue list of Home Affairs', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  it('names what is late in the city by agency, the longest late first', async () => {
    const { id: old } = await forwardedCase(world, { content: 'Gọi tôi 0903 123 456.' });
    world.clock.advance('2 days');
    const { id: newer } = await forwardedCase(world, { agency: 'H79-N27094' });
    expect(await (await world.signIn('home_affairs')).text('/staff/overdue')).to.include(
      'Không có phản ánh nào quá hạn',
    );
    world.clock.advance('40 days');
    await world.drain();
    const visitor = await world.signIn('home_affairs');
    const html = await visitor.text('/staff/overdue');
    expect(html.indexOf(old)).to.be.within(1, html.indexOf(newer));
    expect(html).to.not.include('0903');
    const one = await visitor.text('/staff/overdue?agency=H79-N27094');
    expect(one).to.include(newer).and.not.include(old);
    expect((await caseOf(world, old)).watchers).to.include('H79-SNV');
  });

  it('is downloaded with nothing that somebody wrote, and nothing that a spreadsheet would run', async () => {
    const visitor = await world.signIn('home_affairs');
    const answer = await visitor.get('/staff/overdue.csv');
    expect(answer.headers.get('content-type')).to.include('text/csv');
    expect(answer.headers.get('cache-control')).to.equal('no-store');
    const [heading = '', ...lines] = (await answer.text()).trim().split('\r\n');
    expect(heading).to.include('reference,class,topic,agency');
    expect(lines).to.have.length(2);
    expect(lines.join('\n')).to.not.include('•••').and.not.include('0903');
    for (const line of lines) for (const cell of line.split(',')) expect(cell).to.not.match(/^[=+\-@]/);
    const [, ...own] = (await visitor.text('/staff/overdue.csv?agency=H79-N27094')).trim().split('\r\n');
    expect(own).to.have.length(1);
  });

  it('lists the extensions that wait for a decision', async () => {
    const { id } = await forwardedCase(world);
    await perform(world, id, await actorOf(world, 'officer'), askExtension(2, 'Cần xác minh.'));
    const visitor = await world.signIn('home_affairs');
    expect(await visitor.text('/staff/overdue'))
      .to.include(id)
      .and.include('2 ngày làm việc');
    await visitor.submit(
      `/staff/complaints/${id}`,
      { granted: 'no', text: 'Đủ thời gian.' },
      `/staff/complaints/${id}/extension-decision`,
    );
    expect(await visitor.text('/staff/overdue')).to.not.include(id);
  });

  it('leaves out what is about Home Affairs itself', async () => {
    const { id } = await forwardedCase(world, { agency: 'H79-SNV', topic: 'attitude' });
    world.clock.advance('60 days');
    await world.drain();
    expect((await caseOf(world, id)).clocks.at(-1)?.breachedAt).to.be.an.instanceof(Date);
    const visitor = await world.signIn('home_affairs');
    const reference = id.slice(0, 8).toUpperCase();
    for (const path of ['/staff/overdue', '/staff/overdue.csv', '/staff/complaints?tab=all'])
      expect(await visitor.text(path), path)
        .to.not.include(id)
        .and.not.include(reference);
  });
});
