import { createHash, randomBytes } from 'node:crypto';
import { type Connection, Schema } from 'mongoose';
import { type Channel, channels } from '../domain/channel.ts';

interface ApiKeyDocument {
  name: string;
  secretHash: string;
  channels: Channel[];
  createdAt: Date;
  disabledAt?: Date;
}

const schema = new Schema<ApiKeyDocument>(
  {
    name: { type: String, required: true },
    secretHash: { type: String, required: true },
    channels: [{ type: String, enum: channels }],
    createdAt: { type: Date, required: true },
    disabledAt: Date,
  },
  { collection: 'api-keys', versionKey: false },
);
schema.index({ secretHash: 1 }, { unique: true });
schema.index({ name: 1 }, { unique: true });

export interface ApiKey {
  readonly name: string;
  readonly channels: readonly Channel[];
}

export interface ApiKeyStore {
  find(secret: string): Promise<ApiKey | undefined>;
  /** Makes a key and gives its secret, which is not kept. A name that is taken gets a new secret. */
  issue(name: string, allowed: readonly Channel[], now: Date): Promise<string>;
  disable(name: string, now: Date): Promise<boolean>;
  ensureIndexes(): Promise<void>;
}

/** A key has 256 random bits, so a plain hash of it cannot be searched. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

export function apiKeyStore(connection: Connection): ApiKeyStore {
  const model = connection.model<ApiKeyDocument>('ApiKey', schema);
  return {
    async find(secret) {
      const found = await model.findOne({ secretHash: hashOf(secret), disabledAt: { $exists: false } }).lean();
      return found ? { name: found.name, channels: found.channels } : undefined;
    },
    async issue(name, allowed, now) {
      const secret = `ydan_${randomBytes(32).toString('base64url')}`;
      await model.updateOne(
        { name },
        { $set: { secretHash: hashOf(secret), channels: [...allowed], createdAt: now }, $unset: { disabledAt: 1 } },
        { upsert: true },
      );
      return secret;
    },
    disable: async (name, now) =>
      (await model.updateOne({ name, disabledAt: { $exists: false } }, { $set: { disabledAt: now } })).modifiedCount ===
      1,
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
