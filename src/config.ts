import { z } from 'zod';

interface Setting<T> {
  readonly schema: z.ZodType<T>;
  /** The text of the default; `''` leaves the setting empty. */
  readonly fallback: string;
  readonly secret?: true;
  readonly meaning: string;
}

const setting = <T>(schema: z.ZodType<T>, fallback: string, meaning: string, secret?: true): Setting<T> => ({
  schema,
  fallback,
  meaning,
  ...(secret ? { secret } : {}),
});

const integer = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= low && value <= high, `must lie between ${low} and ${high}`);

const url = (...protocols: string[]) =>
  z.union([
    z.literal('').transform(() => undefined),
    z
      .string()
      .refine(
        (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
        `must be an address beginning with ${protocols.join(' or ')}`,
      ),
  ]);

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const isGuarded = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));

/** Telephone numbers go over it: in the open only within the machine. */
const guardedUrl = z.union([
  z.literal('').transform(() => undefined),
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && isGuarded(new URL(text)),
      'must be an address beginning with https:, or with http: within this machine',
    ),
]);

/** Several hosts with their ports are no URL that `URL` knows, so only the beginning is looked at. */
const mongodbUri = z.union([
  z.literal('').transform(() => undefined),
  z.string().regex(/^mongodb(?:\+srv)?:\/\/[^/\s]/, 'must be an address beginning with mongodb: or mongodb+srv:'),
]);

/** Several are parted by commas, oldest first: what an older one sealed stays readable while the newest seals. */
const secret = (characters: number, several = false) =>
  z.union([
    z.literal('').transform(() => undefined),
    z
      .string()
      .refine(
        (text) => (several ? text.split(',') : [text]).every((one) => one.length >= characters),
        `must be at least ${characters} characters long${several ? ', each of several parted by commas' : ''}`,
      ),
  ]);

const parts = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(['web', 'worker'], 'must name web, worker or both')).min(1));

const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}, 'must be a time zone such as Asia/Ho_Chi_Minh');

/** Every setting there is: its type, its default and what it means. `.env.example` says the same. */
export const settings = {
  NODE_ENV: setting(z.enum(['development', 'production', 'test']), 'development', 'production demands the secrets'),
  PORT: setting(integer(0, 65535), '3000', 'port of the web server; 0 takes a free one'),
  HOST: setting(z.string().min(1), '127.0.0.1', 'address the web server listens on'),
  PUBLIC_URL: setting(url('http:', 'https:'), '', 'address residents see, for links in mail; empty: http://HOST:PORT'),
  DATA_DIR: setting(z.string().min(1), './var', 'where everything is kept that must outlive the process'),
  MONGODB_URI: setting(mongodbUri, '', 'empty: the built-in store under DATA_DIR'),
  REDIS_URL: setting(url('redis:', 'rediss:', 'unix:'), '', 'empty: a private redis-server under DATA_DIR'),
  SMTP_URL: setting(url('smtp:', 'smtps:'), '', 'empty: mail is written to DATA_DIR/outbox as .eml', true),
  MAIL_FROM: setting(z.email(), 'no-reply@ydan.example', 'sender of all mail'),
  SMS_URL: setting(guardedUrl, '', 'where short messages are posted; empty: written to DATA_DIR/outbox as .sms', true),
  SMS_TOKEN: setting(
    z.union([z.literal('').transform(() => undefined), z.string().regex(/^[\x21-\x7e]+$/, 'must be one word')]),
    '',
    'sent to SMS_URL as bearer token',
    true,
  ),
  SESSION_SECRET: setting(secret(32), '', 'signs session cookies; generated into DATA_DIR outside production', true),
  ENCRYPTION_KEY: setting(
    secret(32, true),
    '',
    'encrypts personal data; to change it, add the new one behind a comma; generated into DATA_DIR outside production',
    true,
  ),
  SEED: setting(z.enum(['demo', 'none']), 'demo', 'what an empty store is filled with; never in production'),
  PUBLIC_RATE_LIMIT: setting(integer(0, 1_000_000), '60', 'ratings per minute and address without a key; 0: no limit'),
  TRUST_PROXY: setting(integer(0, 10), '0', 'how many proxies stand before the web server'),
  DEMO_PASSWORD: setting(
    z.union([z.literal('').transform(() => undefined), z.string().min(12, 'must be at least 12 characters long')]),
    '',
    'password of all demo accounts; generated when empty',
    true,
  ),
  RUN: setting(parts, 'web,worker', 'which parts this process runs'),
  TIME_ZONE: setting(timeZone, 'Asia/Ho_Chi_Minh', 'time zone of the city'),
  LOG_LEVEL: setting(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info', 'how much is logged'),
} as const;

type Settings = typeof settings;
export type Config = { readonly [Key in keyof Settings]: z.infer<Settings[Key]['schema']> };

/** The configuration that an environment gives. Throws one Error that names every fault, a line each. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, { schema, fallback }] of Object.entries<Setting<unknown>>(settings)) {
    const result = schema.safeParse(environment[key]?.trim() || fallback);
    if (result.success) values[key] = result.data;
    else faults.push(`${key} ${result.error.issues[0]?.message ?? 'is wrong'}`);
  }
  if (values['NODE_ENV'] === 'production')
    for (const key of ['SESSION_SECRET', 'ENCRYPTION_KEY'])
      if (values[key] === undefined && !faults.some((fault) => fault.startsWith(key)))
        faults.push(`${key} must be set in production`);
  if (faults.length > 0)
    throw new Error(`The configuration is wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return values as Config;
}
