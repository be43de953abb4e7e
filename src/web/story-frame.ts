import type { CaseFrame } from './case-frame.ts';

/** What a resident's story is told by; there is no viewer: whoever holds code and PIN reads it. */
export type StoryFrame = Pick<CaseFrame, 'around' | 't' | 'language'>;
