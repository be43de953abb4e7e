/** As much of autocannon as is used here. */
declare module 'autocannon' {
  interface Client {
    setRequests(requests: readonly object[]): void;
  }
  interface Result {
    readonly '2xx': number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
    /** In milliseconds. */
    readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number };
  }
  interface Run extends Promise<Result> {
    on(event: 'start' | 'response', listener: () => void): this;
  }
  export default function autocannon(options: {
    readonly url: string;
    readonly connections: number;
    readonly amount: number;
    setupClient(client: Client): void;
  }): Run;
}
