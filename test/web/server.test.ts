import { get, type IncomingMessage } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import { listen } from '../../src/web/server.ts';

const localhost = '127.0.0.1';

describe('the server', () => {
  it('gives requests and responses the app’s prototypes from birth', async () => {
    const app = express();
    const setPrototypeOf = Object.setPrototypeOf;
    const changed: unknown[] = [];
    app.get('/', (req, res) => {
      res.json({ host: req.hostname, proto: Object.getPrototypeOf(req) === app.request });
    });
    const server = await listen(app, { host: localhost, port: 0 });
    Object.setPrototypeOf = (value: object, prototype: object | null) => {
      if (Object.getPrototypeOf(value) !== prototype) changed.push(value);
      return setPrototypeOf(value, prototype);
    };
    try {
      const answer = await (await fetch(`http://${localhost}:${server.port}/`)).json();
      expect(answer).to.deep.equal({ host: localhost, proto: true });
      expect(changed.filter((value) => value instanceof Object && 'httpVersion' in value)).to.deep.equal([]);
    } finally {
      Object.setPrototypeOf = setPrototypeOf;
      await server.close();
    }
  });

  it('finishes what it has begun before it closes, and takes nothing new', async () => {
    const app = express();
    let arrived: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let finish: () => void = () => undefined;
    app.get('/', async (_req, res) => {
      arrived();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      res.send('done');
    });
    const server = await listen(app, { host: localhost, port: 0 });
    const answer = new Promise<IncomingMessage>((resolve) => {
      get({ host: localhost, port: server.port }, resolve);
    });
    await running;
    const closed = server.close();
    const refused = await fetch(`http://${localhost}:${server.port}/`).catch(() => 'refused');
    finish();
    const { statusCode } = await answer;
    (await answer).resume();
    await closed;
    expect(refused).to.equal('refused');
    expect(statusCode).to.equal(200);
  });

  it('says so when its port is taken', async () => {
    const server = await listen(express(), { host: localhost, port: 0 });
    const second = await listen(express(), { host: localhost, port: server.port }).catch((error) => error.code);
    await server.close();
    expect(second).to.equal('EADDRINUSE');
  });
});
