import { frame, interviewerCalled, memberOf, openCampaign } from './support/fieldwork.ts';
import { openWorld } from './support/world.ts';
it('speed', async function () {
  this.timeout(600000);
  const world = await openWorld({ worker: false });
  const people = Array.from({ length: 20 }, (_, i) => interviewerCalled(`pv${i}`));
  const cat = await world.system.actions.catalogue.current();
  const agencies = [...cat.agencies.values()].filter((a) => a.validTo === undefined && a.code.startsWith('H79-N')).map((a) => a.code).slice(0, 160);
  const procs = [...cat.procedures.keys()].slice(0, 5);
  console.log(agencies.length, procs.length);
  const base = frame(100000);
  const entries = base.map((e, i) => ({ ...e, key: `K${i}`, phone: `05${String(10000000 + i)}`, agency: agencies[i % agencies.length]!, procedure: procs[Math.floor(i / agencies.length) % procs.length]! }));
  let t = performance.now();
  const ca = world.system.actions.campaigns;
  for (const name of ['takeFrame', 'draw'] as const) {
    const original = (ca as any)[name];
    (ca as any)[name] = async (...x: any[]) => { const b = performance.now(); const r = await original(...x); console.log(name, performance.now() - b, process.memoryUsage().rss / 1e6); return r; };
  }
  const campaign = await openCampaign(world, { team: people.map((p) => memberOf(p)), entries, input: { sizing: { kind: 'quota', each: 125 }, oversampling: 1 } });
  console.log('set up', performance.now() - t);
  const a = world.system.actions.interviews;
  const run = async (n: number, after: (id: string, who: any) => Promise<unknown>) => {
    const times: number[] = [];
    for (let i = 0; i < n; i++) {
      const who = people[i % people.length]!;
      t = performance.now();
      const found = await a.next(who, campaign.id);
      times.push(performance.now() - t);
      if ('why' in found) { console.log(found); break; }
      await after(found.id, who);
    }
    times.sort((x, y) => x - y);
    console.log('p50', times[times.length >> 1]?.toFixed(1), 'p99', times[Math.floor(times.length * 0.99)]?.toFixed(1), 'max', times.at(-1)?.toFixed(1));
  };
  await run(500, (id, who) => a.attempt(id, who, { outcome: 'no_answer' }));
  await run(500, async (id, who) => { await a.begin(id, who, { mode: 'phone', language: 'vi', consent: 1 }); await a.attempt(id, who, { outcome: 'refusal_hard', note: 'x' }); });
  // half of the strata exhausted: no ready case in them
  const c = (world.system.stores.surveyCases as any);
  void c;
  t = performance.now();
  const { default: mongoose } = await import('mongoose');
  const conn = await mongoose.createConnection(world.services.mongodbUri).asPromise();
  const strata = (await world.system.stores.quotas.of(campaign.id)).slice(0, 600).map((q) => q.stratum);
  await conn.collection('survey-cases').updateMany({ campaign: campaign.id, stratum: { $in: strata } }, { $set: { state: 'final' } });
  console.log('exhausted', performance.now() - t);
  await run(300, (id, who) => a.attempt(id, who, { outcome: 'no_answer' }));
  world.clock.advance('1 day');
  t = performance.now();
  await a.settle(world.clock.now());
  console.log('settle', performance.now() - t);
  await run(300, (id, who) => a.attempt(id, who, { outcome: 'no_answer' }));
  t = performance.now();
  console.log((await world.system.stores.surveyCases.counts(campaign.id)).length, 'counts', performance.now() - t);
  const { revision } = (await world.system.stores.campaigns.find(campaign.id))!;
  t = performance.now();
  await world.system.actions.campaigns.close(campaign.id, { id: 's', name: 's' }, revision);
  console.log('close', performance.now() - t);
  world.clock.advance('40 days');
  t = performance.now();
  await world.system.actions.campaigns.settle(world.clock.now());
  console.log('unlink', performance.now() - t, process.memoryUsage().rss / 1e6);
  await conn.close();
  await world.close();
});
