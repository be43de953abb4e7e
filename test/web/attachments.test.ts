import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { attachmentLimits } from '../../src/domain/attachment.ts';
import { translators } from '../../src/locales.ts';
import { createSeal } from '../../src/seal.ts';
import { noFiles, takeFiles } from '../../src/web/attachment-form.ts';
import { sendAttachment } from '../../src/web/attachment-view.ts';
import { errors } from '../../src/web/errors.ts';
import { formBody } from '../../src/web/guards/body.ts';
import { uploadBody } from '../../src/web/guards/upload.ts';
import { language } from '../../src/web/language.ts';
import type { WebParts } from '../../src/web/parts.ts';
import { page, shownFaults } from '../../src/web/presentation.ts';
import { loadViews } from '../../src/web/views.ts';
import { paper, photograph } from '../support/attachments.ts';
import { openWorld, type World } from '../support/world.ts';

/** A form of one text, which must not be empty, and files; `/case` shows what the last one that went through brought. */
function formApp(world: World, { files = Number.POSITIVE_INFINITY, megabytes = 256 } = {}) {
  let counted = 0;
  const parts = {
    actions: world.system.actions,
    seal: createSeal(['a secret that only these tests use']),
    config: { PUBLIC_RATE_LIMIT: Number.isFinite(files) ? 1 : 0 },
    rateLimit: async () => ({ allowed: (counted += 1) <= files, retryAfterSeconds: 1 }),
    translators: translators(),
    log: { error: console.error },
  } as unknown as WebParts;
  const app = express();
  app.locals.views = loadViews({ timeZone: 'Asia/Ho_Chi_Minh', asset: (name) => name });
  app.use(language(parts));
  app.post('/form', uploadBody(megabytes));
  app.use(formBody);
  app.get('/form', (_req, res) => page(res, 'attachments', { title: '', attachments: noFiles(parts) }));
  app.post('/form', async (req, res) => {
    const files = await takeFiles(parts, req, res);
    const missing = files.fields.text === '' ? [{ pointer: '/text', code: 'required' }] : [];
    const faults = [...missing, ...files.faults];
    if (faults.length === 0) {
      await parts.actions.attachments.attach(files.key, 'the-case');
      return void res.json(files.fields);
    }
    const shown = {
      title: String(files.fields.text),
      attachments: files.shown,
      faults: shownFaults(res.locals.t, faults),
    };
    page(res, 'attachments', shown, 422);
  });
  app.get('/:complaint/:id', (req, res) => sendAttachment(parts, res, req.params));
  app.use(errors(parts));
  return app;
}

describe('a form that takes files', () => {
  let world: World;
  let photo: Blob;
  let pdf: Blob;
  const closing: (() => Promise<unknown>)[] = [];
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    photo = new Blob([new Uint8Array(await photograph())]);
    pdf = new Blob([new Uint8Array(await paper())]);
  });
  beforeEach(() => world.system.actions.attachments.purge('the-case'));
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  after(() => world.close());

  const open = async (limits = {}): Promise<string> => {
    const server = formApp(world, limits).listen(0, '127.0.0.1');
    closing.push(() => new Promise((closed) => server.close(closed).closeAllConnections()));
    await new Promise((listening) => server.once('listening', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const stagingIn = (html: string): string => /name="staging" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const idsIn = (html: string): string[] =>
    [...html.matchAll(/name="remove-attachment" value="([^"]+)"/g)].map(([, id = '']) => id);
  const send = (url: string, fields: readonly (readonly [string, string])[], files: readonly Blob[] = []) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const file of files) body.append('attachments', file, '../"><b>name.exe');
    return fetch(`${url}/form`, { method: 'POST', body });
  };
  const kept = async () => (await world.system.actions.attachments.of('the-case')).map(({ kind }) => kind);

  it('keeps the files when something else is wrong, and asks for them no second time', async () => {
    const url = await open();
    const staging = stagingIn(await (await fetch(`${url}/form`)).text());
    const wrong = await send(
      url,
      [
        ['text', ''],
        ['staging', staging],
      ],
      [photo, pdf],
    );
    expect(wrong.status).to.equal(422);
    const html = await wrong.text();
    expect(html).to.include('Không gửi ảnh 1 (').and.include('Không gửi tệp PDF 2 (').and.not.include('name.exe');
    const right = await send(url, [
      ['text', 'Việc'],
      ['staging', stagingIn(html)],
    ]);
    expect(await right.json()).to.deep.equal({ text: 'Việc' });
    expect(await kept()).to.deep.equal(['photo', 'pdf']);
  });

  it('loses neither the text nor the good files to a bad one, and says which and what to do', async () => {
    const url = await open();
    const large = new Blob([new Uint8Array(await photo.arrayBuffer()), new Uint8Array(attachmentLimits.sent)]);
    const sent = await send(url, [['text', 'Việc <b>']], [new Blob(['<svg>']), photo, large]);
    const html = await sent.text();
    expect(sent.status).to.equal(422);
    expect(html).to.include('Việc &lt;b&gt;').and.include('Không gửi ảnh 1 (');
    expect(html).to.include('Tệp thứ 1 vừa chọn không phải').and.include('Tệp thứ 3 vừa chọn lớn quá 10 MB');
  });

  it('takes away what was ticked, also in a form without files', async () => {
    const url = await open();
    const first = await (await send(url, [['text', '']], [photo, pdf])).text();
    const [unwanted = ''] = idsIn(first);
    const body = new URLSearchParams({ text: 'Việc', staging: stagingIn(first), 'remove-attachment': unwanted });
    expect((await fetch(`${url}/form`, { method: 'POST', body })).status).to.equal(200);
    expect(await kept()).to.deep.equal(['pdf']);
  });

  it('shows nobody the files of another form', async () => {
    const url = await open();
    const staging = stagingIn(await (await send(url, [['text', '']], [photo])).text());
    for (const forged of ['', 'x', `${staging.slice(0, 22)}.${'A'.repeat(43)}`, `A${staging.slice(1)}`, '__proto__']) {
      const html = await (
        await send(url, [
          ['text', ''],
          ['staging', forged],
        ])
      ).text();
      expect(idsIn(html), forged).to.deep.equal([]);
      expect(stagingIn(html), forged)
        .to.match(/^[\w-]{22}\.[\w-]{43}$/)
        .and.not.equal(forged);
    }
    expect(await kept()).to.deep.equal([]);
  });

  it('reads fields as any form does: lists, Vietnamese, nothing that means something to JavaScript', async () => {
    const url = await open();
    const fields = [
      ['text', 'Nguyễn 😀'],
      ['many', 'a'],
      ['many', 'b'],
      ['__proto__', 'x'],
      ['a.b', 'c'],
    ] as const;
    const answer = await (await send(url, fields)).text();
    expect(answer).to.equal('{"text":"Nguyễn 😀","many":["a","b"],"__proto__":"x","a.b":"c"}');
  });

  it('stops taking files from an address that sends too many, and keeps the text', async () => {
    const url = await open({ files: 2 });
    expect((await send(url, [['text', 'Việc']], [photo, pdf])).status).to.equal(200);
    const sent = await send(url, [['text', 'Việc thứ hai']], [photo]);
    expect(sent.status).to.equal(422);
    expect(await sent.text())
      .to.include('Việc thứ hai')
      .and.include('quá nhiều tệp')
      .and.not.include('Không gửi ảnh 1 (');
  });

  it('refuses with a page what is no form, has too much in it or never ends', async () => {
    const url = await open();
    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    const part = (name: string, file = '') =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n1\r\n`;
    const file = '; filename="a"';
    const cases: readonly [string, Record<string, string>, string, number][] = [
      ['has no boundary', { 'content-type': 'multipart/form-data' }, '--x--', 400],
      ['breaks off', multipart, part('text'), 400],
      ['is garbage', multipart, 'garbage', 400],
      ['has broken headers', multipart, `--x\r\n${'a'.repeat(90_000)}\r\n\r\n1\r\n--x--\r\n`, 400],
      ['has a nameless part', multipart, '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n', 400],
      ['has files where none belong', multipart, `${part('text', file)}--x--\r\n`, 400],
      ['nests its fields', multipart, `${part('a[b]')}--x--\r\n`, 400],
      ['has too many fields', multipart, `${part('a').repeat(201)}--x--\r\n`, 413],
      ['has too many files', multipart, `${part('attachments', file).repeat(21)}--x--\r\n`, 413],
      ['has a text of five megabytes', multipart, `${part('a').replace('1', 'x'.repeat(5_000_000))}--x--\r\n`, 413],
      ['is another kind of multipart', { 'content-type': 'multipart/mixed; boundary=x' }, '--x--', 415],
    ];
    for (const [what, headers, body, status] of cases) {
      const answer = await fetch(`${url}/form`, { method: 'POST', headers, body });
      expect(answer.status, what).to.equal(status);
      expect(await answer.text(), what).to.include('</html>');
    }
  });

  it('refuses what is too long before it has arrived, and says how to go back to what was written', async () => {
    const url = await open();
    const declared = `POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 99999999\r\n\r\n`;
    const endless = declared.replace('Content-Length: 99999999', 'Transfer-Encoding: chunked');
    const start = '--x\r\nContent-Disposition: form-data; name="attachments"; filename="a"\r\n\r\n';
    const mebibyte = Buffer.alloc(1024 * 1024);
    for (const [head, count] of [
      [declared, 0],
      [endless, 65],
    ] as const) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      const answer = new Promise<string>((resolve, reject) => {
        socket.once('data', (data) => resolve(data.toString())).once('error', reject);
      });
      socket.write(head);
      if (count > 0) socket.write(`${start.length.toString(16)}\r\n${start}\r\n`);
      for (let sent = 0; sent < count; sent += 1) {
        socket.write(`${mebibyte.length.toString(16)}\r\n`);
        socket.write(mebibyte);
        socket.write('\r\n');
      }
      expect(await answer).to.match(/^HTTP\/1.1 413 /);
      socket.destroy();
    }
  });

  it('asks to wait when too many files arrive at once, and goes on as soon as they are through', async () => {
    const url = await open({ megabytes: 4 });
    const large = new Blob([new Uint8Array(5 * 1024 * 1024)]);
    for (let round = 0; round < 3; round += 1) {
      expect((await send(url, [['text', 'Việc']], [large])).status).to.equal(503);
      const threeOfFour = new Blob([new Uint8Array(3 * 1024 * 1024)]);
      expect((await send(url, [['text', 'Việc']], [threeOfFour])).status).to.equal(422);
    }
  });

  it('is not in anybody’s way when its sender goes away', async () => {
    const url = await open();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(
      'POST /form HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 999\r\n\r\n--x',
    );
    await new Promise((connected) => socket.once('connect', connected));
    socket.destroy();
    expect((await send(url, [['text', 'Việc']], [photo])).status).to.equal(200);
  });

  it('gives a file out to be saved, never to be shown on our site', async () => {
    const url = await open();
    await send(url, [['text', 'Việc']], [pdf, photo]);
    const [, second] = await world.system.actions.attachments.of('the-case');
    const { headers } = await fetch(`${url}/the-case/${second?.id}`);
    expect(headers.get('content-type')).to.equal('image/jpeg');
    expect(headers.get('content-disposition')).to.equal('attachment; filename="photo-2.jpg"');
    expect(headers.get('content-security-policy')).to.equal('sandbox');
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('cache-control')).to.equal('private, no-store');
    for (const wrong of [`another-case/${second?.id}`, 'the-case/nothing'])
      expect((await fetch(`${url}/${wrong}`)).status).to.equal(404);
  });
});
