import { randomBytes, randomInt } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export interface LocalSecrets {
  sessionSecret: string;
  encryptionKey: string;
  demoPassword: string;
}

/**
 * The secrets of this machine: made once, kept in the data folder for its owner alone.
 * The keys are 32 random bytes in base64; the password is made to be read aloud.
 */
export async function localSecrets(dataDir: string): Promise<LocalSecrets> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets.json');
  return (await kept(file)) ?? (await made(file));
}

async function kept(file: string): Promise<LocalSecrets | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { sessionSecret, encryptionKey, demoPassword } = parsed(text);
  // A key that changes by itself would make what it has encrypted unreadable, so a damaged file is for a person to judge.
  if (!sessionSecret || !encryptionKey || !demoPassword)
    throw new Error(`${file} is damaged: restore it from a backup.`);
  return { sessionSecret, encryptionKey, demoPassword };
}

function parsed(text: string): Partial<LocalSecrets> {
  try {
    return (JSON.parse(text) as Partial<LocalSecrets> | null) ?? {};
  } catch {
    return {};
  }
}

async function made(file: string): Promise<LocalSecrets> {
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64'),
    encryptionKey: randomBytes(32).toString('base64'),
    demoPassword: Array.from({ length: 4 }, syllables).join('-'),
  };
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
    await handle.sync();
    // A link fails where a rename would overwrite: of two that start at once, the first one's secrets hold for both.
    await link(draft, file);
    return secrets;
  } catch (error) {
    const others = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await kept(file) : undefined;
    if (!others) throw error;
    return others;
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

/** Two syllables of a consonant and a vowel, without letters that look or sound alike. */
function syllables(): string {
  const pick = (letters: string) => letters[randomInt(letters.length)];
  return Array.from({ length: 2 }, () => `${pick('bdghkmnprstv')}${pick('aeiou')}`).join('');
}
