import { compose, createLog } from './compose.ts';
import { type Config, readConfig } from './config.ts';
import { startServices } from './local/services.ts';

let stopping: Promise<void> | undefined;
const closing: (() => Promise<void>)[] = [];

/** However long a closing takes, the process is gone after this time, in milliseconds: whatever is cut off is still owed. */
const patience = 9_000;

async function main(config: Config): Promise<void> {
  const log = createLog(config);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const local = { info: say, warn: say, error: say };

  const stop = (): void => {
    if (!stopping) setTimeout(() => process.exit(0), patience).unref();
    stopping ??= (async () => {
      // Whoever was started last is closed first: the web, the worker, then what they rest on.
      for (const close of closing.reverse())
        await close().catch((error: unknown) => log.error({ err: error }, 'closing'));
      process.exit(0);
    })();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);

  const services = await startServices(config, local);
  closing.push(services.close);
  const system = await compose(config, services, log);
  closing.push(system.close);
  await system.migrate();
  const mayFill = config.SEED === 'demo' && config.NODE_ENV !== 'production';
  const demo = mayFill && (await system.demo.fill(say, services.demoPassword));
  if (config.RUN.includes('worker')) closing.push(system.startWorker().close);
  let address = '';
  if (config.RUN.includes('web')) {
    const web = await system.startWeb().catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new Error(`Port ${config.PORT} on ${config.HOST} is in use: set PORT to another, or stop what uses it.`);
    });
    closing.push(web.close);
    address = ` http://${config.HOST}:${web.port}`;
  }
  if (stopping) return;
  say(`Ready:${address}`);
  if (demo) say(`Demo accounts, all with the password ${services.demoPassword}: ${system.demo.accounts.join(', ')}`);
}

try {
  await main(readConfig(process.env));
} catch (error) {
  // What was cut off by a stop is no fault, and what is a fault is told in a line, without a stack.
  if (!stopping) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    for (const close of closing.reverse()) await close().catch(() => undefined);
    process.exit(1);
  }
}
