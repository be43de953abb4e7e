import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readConfig, settings } from '../src/config.ts';

describe('the configuration', () => {
  it('is what .env.example says, key by key and default by default', () => {
    const lines = readFileSync(new URL('../.env.example', import.meta.url), 'utf8').split('\n');
    const written = lines.flatMap((line, index) => {
      const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return key ? [[key, value, lines[index - 1]]] : [];
    });
    expect(written).to.deep.equal(
      Object.entries(settings).map(([key, { fallback, meaning }]) => [key, fallback, `# ${meaning}`]),
    );
  });

  it('stands with nothing set', () => {
    expect(readConfig({})).to.include({ PORT: 3000, HOST: '127.0.0.1', TIME_ZONE: 'Asia/Ho_Chi_Minh', SEED: 'demo' });
  });

  it('reports every fault at once', () => {
    const environment = { PORT: 'many', MONGODB_URI: 'http://x', TIME_ZONE: 'Saigon', RUN: 'web,cook', SEED: 'all' };
    expect(() => readConfig(environment)).to.throw(/PORT[\s\S]*MONGODB_URI[\s\S]*SEED[\s\S]*RUN[\s\S]*TIME_ZONE/);
  });

  it('takes the address of a replica set with all its members', () => {
    const uri = 'mongodb://ydan:secret@one:27017,two:27017,three:27017/ydan?replicaSet=rs0';
    expect(readConfig({ MONGODB_URI: uri })).to.include({ MONGODB_URI: uri });
    expect(() => readConfig({ MONGODB_URI: 'mongodb:///ydan' })).to.throw('MONGODB_URI');
  });

  it('lets telephone numbers leave the machine over https alone', () => {
    for (const address of ['https://sms.example/send', 'http://127.0.0.1:8080/', 'http://localhost:1', 'http://[::1]/'])
      expect(readConfig({ SMS_URL: address })).to.include({ SMS_URL: address });
    for (const address of ['http://sms.example/send', 'http://127.0.0.1.sms.example/', 'ftp://127.0.0.1/', 'sms'])
      expect(() => readConfig({ SMS_URL: address }), address).to.throw('SMS_URL');
  });

  it('takes several encryption keys, each long enough', () => {
    const [old, fresh] = ['o'.repeat(32), 'f'.repeat(32)];
    expect(readConfig({ ENCRYPTION_KEY: `${old},${fresh}` })).to.include({ ENCRYPTION_KEY: `${old},${fresh}` });
    for (const wrong of [`${old},short`, `${old},`, 'short'])
      expect(() => readConfig({ ENCRYPTION_KEY: wrong }), wrong).to.throw('ENCRYPTION_KEY');
  });

  it('demands the secrets in production', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).to.throw(/SESSION_SECRET[\s\S]*ENCRYPTION_KEY/);
  });
});
