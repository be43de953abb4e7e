import type { Account } from '../domain/account.ts';
import { Refusal } from '../domain/errors.ts';
import { isMailAddress } from '../domain/mail-address.ts';
import type { Passwords } from '../passwords.ts';
import type { NewAccount, UserStore } from '../stores/users.ts';

export interface Accounts {
  /** The account that address and password open. Takes the same work when there is none. */
  signIn(email: string, password: string): Promise<Account | undefined>;
  /** The account of a session; `undefined` once it is disabled or its password was reset. */
  ofSession(id: string, epoch: number): Promise<Account | undefined>;
  /** Throws Refusal `invalid` for a bad address or a short password, `conflict` when the address is taken. */
  add(account: NewAccount, password: string): Promise<void>;
  /** Its sessions end with their next request. Throws Refusal `not-found`. */
  disable(email: string): Promise<void>;
  /** Sets a new password, enables the account again and ends its sessions. Throws Refusal `not-found`. */
  reset(email: string, password: string): Promise<void>;
}

interface Parts {
  readonly users: UserStore;
  readonly passwords: Passwords;
  now(): Date;
}

/** Shortest password, in characters. */
const shortestPassword = 12;
/** Longer ones are not looked at: hashing must not be made expensive by the sender. */
const longestPassword = 256;

export function createAccounts({ users, passwords, now }: Parts): Accounts {
  // Hashed once, with the same cost as a real one, for those who have no account.
  let nobody: Promise<string> | undefined;
  const checked = (password: string): string => {
    if (password.length < shortestPassword || password.length > longestPassword)
      throw new Refusal('invalid', 'account:fault-password-length', { shortest: shortestPassword });
    return password;
  };
  return {
    async signIn(email, password) {
      nobody ??= passwords.hash('nobody has this password');
      const found = await users.findByEmail(addressOf(email));
      const fits = await passwords.verify(
        found?.passwordHash ?? (await nobody),
        password.slice(0, longestPassword + 1),
      );
      return found && fits ? found.account : undefined;
    },
    async ofSession(id, epoch) {
      const account = await users.find(id);
      return account?.epoch === epoch ? account : undefined;
    },
    async add(account, password) {
      const email = addressOf(account.email);
      if (!isMailAddress(email)) throw new Refusal('invalid', 'account:fault-email', { email });
      const passwordHash = await passwords.hash(checked(password));
      if (!(await users.insert({ ...account, email }, passwordHash, now())))
        throw new Refusal('conflict', 'account:fault-taken', { email });
    },
    async disable(email) {
      if (!(await users.disable(addressOf(email), now())))
        throw new Refusal('not-found', 'account:fault-unknown', { email });
    },
    async reset(email, password) {
      const passwordHash = await passwords.hash(checked(password));
      if (!(await users.setPassword(addressOf(email), passwordHash)))
        throw new Refusal('not-found', 'account:fault-unknown', { email });
    },
  };
}

const addressOf = (email: string): string => email.trim().toLowerCase();
