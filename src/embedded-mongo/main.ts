import { parseArgs } from 'node:util';
import { startServer } from './server.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: './store' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    socket: { type: 'string' },
  },
});

try {
  const { dir, host, port, socket } = values;
  const server = await startServer({ dir, ...(socket ? { socketPath: socket } : { host, port: Number(port) }) });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The process that started this one is gone: nobody will ask for anything any more.
  process.on('disconnect', stop);
  console.log(`Ready: ${server.uri}`);
  process.send?.({ ready: server.uri });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
