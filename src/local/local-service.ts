/** Where the local room says what it does, one line at a time. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Something this machine lacked and we run ourselves. `url` stays the same for its whole life, over restarts too. */
export interface LocalService {
  url: string;
  /** The process that serves now; undefined while it is being started again. */
  pid(): number | undefined;
  /** Ends it in order; resolves when its process is gone, after five seconds at most. */
  close(): Promise<void>;
}
