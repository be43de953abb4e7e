import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of our programs as a process of its own, as a person or a service would start it. */
export interface LocalProcess {
  pid: number;
  /** All it has printed so far. */
  output(): string;
  /** Resolves with the first match in what it prints; throws when it ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** How it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const patienceMs = 10_000;
const running = new Set<ChildProcess>();

/** The whole system, as `npm start` has it, on a folder and a port (0: any). */
export function startSystem(dataDir: string, settings: Record<string, string> = {}): LocalProcess {
  return startProgram('src/local/start.mjs', [], { DATA_DIR: dataDir, PORT: '0', ...settings });
}

/** Starts a file of the project with Node.js; `.ts` files through tsx. Whatever a test forgets ends with the run. */
export function startProgram(file: string, args: string[], settings: Record<string, string> = {}): LocalProcess {
  const loader = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, [...loader, file, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const heard = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      heard.emit('more');
    });
  }
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return { code: child.exitCode, signal: child.signalCode };
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    kill: (signal) => void child.kill(signal),
    async printed(pattern) {
      for (let over = false; ; ) {
        const match = pattern.exec(output);
        if (match) return match;
        if (over) throw new Error(`${file} ended without printing ${pattern}:\n${output}`);
        over = await Promise.race([ended.then(() => true), once(heard, 'more').then(() => false)]);
      }
    },
  };
}

after(async function () {
  this.timeout(2 * patienceMs);
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await once(child, 'close');
      clearTimeout(force);
    }),
  );
});
