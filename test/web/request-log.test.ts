import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import express from 'express';
import pino from 'pino';
import { requestLog } from '../../src/web/guards/request-log.ts';
import { listen } from '../../src/web/server.ts';

describe('the log of requests', () => {
  it('names the route’s pattern and never the address, which may hold a code', async () => {
    const lines = new PassThrough();
    const app = express().use(requestLog({ log: pino(lines) }));
    app.get('/r/:token', (_req, res) => {
      res.send('ok');
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    await fetch(`http://127.0.0.1:${server.port}/r/secret-code?pin=123456`);
    const [line] = await once(lines, 'data');
    await server.close();
    expect(JSON.parse(String(line))).to.include({ method: 'GET', route: '/r/:token', status: 200 });
    expect(String(line)).not.to.match(/secret-code|123456/);
  });
});
