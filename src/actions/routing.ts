import type { Account } from '../domain/account.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import { concernsConduct } from '../domain/complaint.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { bookOn, firstRules, type RoutingRule, type RuleBook } from '../domain/routing-rule.ts';
import { type Trial, trialOf } from '../domain/routing-trial.ts';
import { draftFaults, type Known, type RuleDraft, ruleFaults } from '../domain/rule-faults.ts';
import { isAccused, type Viewer } from '../domain/sight.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { CustodianStore, Person } from '../stores/custodians.ts';
import type { RuleBookStore } from '../stores/rule-books.ts';
import type { UserStore } from '../stores/users.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Deadlines, Saving } from './deadlines.ts';

export interface Routing {
  /** Every version of the rules, the oldest first, as of two seconds ago at most. */
  books(): Promise<readonly RuleBook[]>;
  /** Writes the first rules into a store that has none. */
  ensure(): Promise<void>;
  /**
   * Adds a version. Throws Refusal `invalid` with what is wrong with the draft, `conflict` when another version was
   * saved than the one that was seen.
   */
  save(draft: RuleDraft, saving: Saving): Promise<void>;
  /**
   * What rules would make of the latest cases, denunciations and conduct of the viewer's own unit aside, beside what
   * the rules in force make of them.
   * Throws Refusal `invalid` with what is wrong with the rules.
   */
  tryOut(rules: readonly RoutingRule[], options: { readonly limit: number; readonly viewer: Viewer }): Promise<Trial>;
  /** The account that denunciations are kept for; `undefined` while nobody is named who may. */
  custodian(): Promise<string | undefined>;
  /**
   * Names who keeps the denunciations from now on, or nobody. Throws Refusal `invalid` for an account that may not,
   * `conflict` when somebody named another at the same moment.
   */
  nameCustodian(account: string | undefined, by: Account): Promise<void>;
}

interface Parts {
  readonly ruleBooks: RuleBookStore;
  readonly custodians: CustodianStore;
  readonly complaints: Pick<ComplaintStore, 'list'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly catalogue: Pick<CatalogueActions, 'current'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly timeZone: string;
  now(): Date;
}

const freshFor = 2_000;
const firstReason = 'Bản đầu tiên của hệ thống';

export function createRouting(parts: Parts): Routing {
  const { ruleBooks, custodians, complaints, users, catalogue, deadlines, timeZone, now } = parts;
  let read: { books: Promise<readonly RuleBook[]>; at: number } | undefined;

  const books = (): Promise<readonly RuleBook[]> => {
    const at = now().getTime();
    if (read && read.at <= at && at - read.at < freshFor) return read.books;
    const reading = { books: ruleBooks.all(), at };
    reading.books.catch(() => {
      if (read === reading) read = undefined;
    });
    read = reading;
    return reading.books;
  };
  const append = async (book: RuleBook): Promise<boolean> => {
    const isFirst = await ruleBooks.append(book);
    read = undefined;
    return isFirst;
  };
  const today = (): CityDay => cityDay(now(), timeZone);
  const known = async (): Promise<Known> => {
    const [current, { policies }] = await Promise.all([catalogue.current(), deadlines.current()]);
    return { catalogue: current, policies: policies.map(({ code }) => code), today: today() };
  };

  return {
    books,
    async ensure() {
      if ((await ruleBooks.all()).length > 0) return;
      // Where another process began at the same moment, its first book is as good.
      await append({ version: 1, from: '2000-01-01', rules: firstRules, savedAt: now(), reason: firstReason });
    },
    async save(draft, { by, reason, seen }) {
      const unexplained = reason === '' ? [{ pointer: '/reason', code: 'routing:fault-reason-missing' }] : [];
      const faults = [...draftFaults(draft, await known()), ...unexplained];
      if (faults.length > 0) throw invalid(faults);
      const newest = (await ruleBooks.all()).at(-1)?.version;
      const book = { ...draft, version: seen + 1, savedAt: now(), savedBy: by, reason };
      if (newest !== seen || !(await append(book))) throw new Refusal('conflict', 'routing:conflict-saved');
    },
    async tryOut(rules, { limit, viewer }) {
      const { catalogue: current, ...around } = await known();
      const faults = ruleFaults(rules, { catalogue: current, ...around });
      if (faults.length > 0) throw invalid(faults);
      const inForce = bookOn(await books(), around.today);
      const latest = await complaints.list({}, { sort: 'newest', limit });
      const shown = latest.filter((one) => !concernsConduct(one) || !isAccused(current, viewer, one, around.today));
      return trialOf(current, { inForce, rules }, shown, around.today);
    },
    async custodian() {
      const account = (await custodians.last())?.named?.account;
      return account !== undefined && isFit(await users.find(account)) ? account : undefined;
    },
    async nameCustodian(account, by) {
      const named = account === undefined ? undefined : await users.find(account);
      if (account !== undefined && !isFit(named))
        throw invalid([{ pointer: '/account', code: 'routing:fault-custodian' }]);
      const last = await custodians.last();
      if (last?.named?.account === account) return;
      const naming = { number: (last?.number ?? 0) + 1, namedBy: personOf(by), namedAt: now() };
      if (!(await custodians.append({ ...naming, ...(named ? { named: personOf(named) } : {}) })))
        throw new Refusal('conflict', 'routing:conflict-custodian');
    },
  };
}

/** Only an inspector whose account is enabled may keep denunciations. */
const isFit = (account: Account | undefined): boolean => account?.role === 'inspector';

const personOf = ({ id, name, email }: Account): Person => ({ account: id, name: name ?? email });
