import type { Account } from '../domain/account.ts';
import type { Role } from '../domain/role.ts';
import type { UserStore } from '../stores/users.ts';
import type { Accounts } from './accounts.ts';
import type { Routing } from './routing.ts';

export interface DemoAccount {
  readonly email: string;
  readonly role: Role;
  readonly agency?: string;
}

interface Parts {
  readonly demoAccounts: readonly DemoAccount[];
  readonly users: Pick<UserStore, 'findByEmail'>;
  readonly accounts: Accounts;
  readonly routing: Pick<Routing, 'custodian' | 'nameCustodian'>;
}

/** The accounts with which the demo city is looked at, and one of which has its denunciations. */
export function createDemoAccounts({ demoAccounts, users, accounts, routing }: Parts) {
  const openAccounts = async (password: string): Promise<void> => {
    const openOne = async ({ email, role, agency }: DemoAccount): Promise<void> => {
      if (await users.findByEmail(email)) {
        if (!(await accounts.signIn(email, password))) await accounts.reset(email, password);
        return;
      }
      const account = { email, role, language: 'vi' as const, ...(agency ? { agency } : {}) };
      // One that was disabled is found by nobody, and stands in the way.
      await accounts.add(account, password).catch(() => accounts.reset(email, password));
    };
    await Promise.all(demoAccounts.map(openOne));
    const inspector = await accountOf('inspector');
    if (inspector && !(await routing.custodian()))
      await routing.nameCustodian(inspector.id, (await accountOf('admin')) ?? inspector);
  };

  /** The demo account of a role whose agency came first. */
  const accountOf = async (role: Role): Promise<Account | undefined> => {
    const email = demoAccounts.find((one) => one.role === role)?.email;
    return email === undefined ? undefined : (await users.findByEmail(email))?.account;
  };

  return { openAccounts, accountOf };
}
