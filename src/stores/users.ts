import { type Connection, Schema, Types } from 'mongoose';
import type { Account } from '../domain/account.ts';
import { languages } from '../domain/language.ts';
import { type Role, roles } from '../domain/role.ts';

interface UserDocument extends Omit<Account, 'id'> {
  readonly _id: Types.ObjectId;
  readonly passwordHash: string;
  readonly createdAt: Date;
  readonly disabledAt?: Date;
}

const schema = new Schema<UserDocument>(
  {
    email: { type: String, required: true, lowercase: true, trim: true },
    name: String,
    role: { type: String, enum: roles, required: true },
    agency: String,
    language: { type: String, enum: languages, required: true },
    epoch: { type: Number, required: true },
    passwordHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    disabledAt: Date,
  },
  { collection: 'users', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });
schema.index({ agency: 1, role: 1 });

export type NewAccount = Omit<Account, 'id' | 'epoch'>;

/** Accounts that are disabled are found by no query here. */
export interface UserStore {
  /** False when the address is taken, also by a disabled account. */
  insert(account: NewAccount, passwordHash: string, now: Date): Promise<boolean>;
  find(id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<{ account: Account; passwordHash: string } | undefined>;
  /** Those who work on the cases of these agencies. */
  caseworkers(agencies: readonly string[]): Promise<Account[]>;
  withRole(role: Role): Promise<Account[]>;
  disable(email: string, now: Date): Promise<boolean>;
  /** Sets a password, ends all sessions and enables the account again. */
  setPassword(email: string, passwordHash: string): Promise<boolean>;
  ensureIndexes(): Promise<void>;
}

export function userStore(connection: Connection): UserStore {
  const model = connection.model<UserDocument>('User', schema);
  const enabled = { disabledAt: { $exists: false } } as const;
  return {
    async insert(account, passwordHash, now) {
      try {
        await model.create([{ ...account, passwordHash, createdAt: now, epoch: 1 }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    async find(id) {
      if (!Types.ObjectId.isValid(id)) return undefined;
      const found = await model.findOne({ _id: new Types.ObjectId(id), ...enabled }).lean();
      return found ? accountOf(found) : undefined;
    },
    async findByEmail(email) {
      const found = await model.findOne({ email, ...enabled }).lean();
      return found ? { account: accountOf(found), passwordHash: found.passwordHash } : undefined;
    },
    caseworkers: async (agencies) =>
      (
        await model
          .find({
            agency: { $in: [...agencies] },
            role: { $in: ['hotline', 'officer', 'home_affairs', 'inspector', 'monitor'] },
            ...enabled,
          })
          .lean()
      ).map(accountOf),
    withRole: async (role) =>
      (
        await model
          .find({ role, ...enabled })
          .sort({ email: 1 })
          .lean()
      ).map(accountOf),
    disable: async (email, now) =>
      (await model.updateOne({ email, ...enabled }, { $set: { disabledAt: now } })).modifiedCount === 1,
    setPassword: async (email, passwordHash) =>
      (await model.updateOne({ email }, { $set: { passwordHash }, $inc: { epoch: 1 }, $unset: { disabledAt: 1 } }))
        .matchedCount === 1,
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

function accountOf(document: UserDocument): Account {
  const { _id, passwordHash: _hash, createdAt: _created, disabledAt: _disabled, ...rest } = document;
  return { id: _id.toHexString(), ...rest };
}
