/** What holds of a command besides its fields. */
export interface Traits {
  /** other names of the same command */
  aliases?: string[];
  /** it belongs to the Stable API, version 1 */
  stable?: boolean;
  /** it takes a read concern other than `local` */
  readConcern?: boolean;
  /** it takes a write concern */
  writeConcern?: boolean;
  /** it is run against the database `admin` only */
  admin?: boolean;
  /** those of its fields that the Stable API does not promise */
  unstable?: string[];
}
