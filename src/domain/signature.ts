/** Who saved a version of something, when and why. */
export interface Signature {
  readonly savedAt: Date;
  /** The account, and its name as it was then; the first version comes with the system. */
  readonly savedBy?: { readonly account: string; readonly name: string };
  readonly reason: string;
}
