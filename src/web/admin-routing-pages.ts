import { Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { bookOn, type RuleBook } from '../domain/routing-rule.ts';
import { flashed } from './flash.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { ruleFrame } from './rule-frame.ts';
import { ruleWords } from './rule-words.ts';
import { signed } from './saving.ts';
import { showStaff } from './staff-shell.ts';

const path = '/staff/admin/routing';

/** `/staff/admin/routing`: the rules in force in words, and every version. */
export function adminRoutingPages(parts: WebParts): Router {
  const router = Router();

  router.get(path, door('admin'), async (req, res) => {
    const today = cityDay(parts.now(), parts.config.TIME_ZONE);
    const [books, frame] = await Promise.all([parts.actions.routing.books(), ruleFrame(parts, res)]);
    const inForce = bookOn(books, today);
    const stateOf = ({ version, from }: RuleBook): string => {
      if (version === inForce.version) return 'in-force';
      return from > today && version > inForce.version ? 'coming' : 'past';
    };
    showStaff(res, 'admin/routing', {
      title: frame.t('routing:title'),
      room: 'admin',
      saved: flashed(parts, req, res),
      version: inForce.version,
      rules: inForce.rules.map((rule, index) => ({ place: index + 1, code: rule.code, ...ruleWords(rule, frame) })),
      versions: books.toReversed().map((book) => ({
        number: book.version,
        from: book.from,
        rules: book.rules.length,
        state: frame.t(`routing:${stateOf(book)}`),
        ...signed(book),
      })),
    });
  });
  return router;
}
