import { type Browser, chromium as playwright } from 'playwright-core';
import { chromium, executable } from '../../src/local/executable.ts';

let launched: Promise<Browser> | undefined;

/** One Chromium for the whole run, started when the first test asks and closed after the last: take a new context for each test. */
export async function browser(): Promise<Browser> {
  launched ??= launch();
  // One that crashed is replaced, so that a fault in one test is not told as a fault in all that follow.
  if (!(await launched).isConnected()) launched = launch();
  return launched;
}

async function launch(): Promise<Browser> {
  const executablePath = await executable(chromium, console);
  const args = [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--no-first-run',
    '--disable-dev-shm-usage',
  ];
  return await playwright.launch({ executablePath, args });
}

// Asked for while test files are loaded, this is a hook of the whole run.
after(async () => {
  await (await launched)?.close();
});
