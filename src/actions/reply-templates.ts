import { invalid, Refusal } from '../domain/errors.ts';
import { firstTemplates } from '../domain/first-templates.ts';
import { checkTemplate, type ReplyTemplate, type TemplateState } from '../domain/reply-template.ts';
import type { ReplyTemplateStore, SavedTemplate } from '../stores/reply-templates.ts';

export interface ReplyTemplates {
  /** Those that are offered for a kind of reply. */
  of(state: TemplateState): Promise<readonly ReplyTemplate[]>;
  /** Every template, those that are offered no more too. */
  all(): Promise<readonly SavedTemplate[]>;
  /**
   * Saves a template; `seen` is its revision that somebody looked at, 0 for a new one. Throws Refusal `invalid` with
   * faults, `conflict` when somebody else has saved it since.
   */
  save(template: ReplyTemplate, saving: { readonly account: string; readonly seen: number }): Promise<void>;
  /** Writes those of the first templates that the store lacks. */
  ensure(): Promise<void>;
}

interface Parts {
  readonly replyTemplates: ReplyTemplateStore;
  now(): Date;
}

export function createReplyTemplates({ replyTemplates: store, now }: Parts): ReplyTemplates {
  return {
    of: async (state) => (await store.all()).filter((template) => template.enabled && template.state === state),
    all: store.all,
    async save(template, { account, seen }) {
      checkTemplate(template);
      if (await store.save({ ...template, revision: seen + 1, savedAt: now(), savedBy: account })) return;
      if (seen === 0) throw invalid([{ pointer: '/code', code: 'template:fault-taken' }]);
      throw new Refusal('conflict', 'template:conflict-saved');
    },
    async ensure() {
      const known = new Set((await store.all()).map(({ code }) => code));
      for (const template of firstTemplates)
        if (!known.has(template.code)) await store.save({ ...template, revision: 1, savedAt: now() });
    },
  };
}
