import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';

/** A store in this process with a client, in a folder that ends with the tests; call it inside `describe`. */
export function temporaryStore() {
  const dir = temporaryDir();
  let server: Awaited<ReturnType<typeof startServer>>;
  let client: MongoClient;
  let collections = 0;

  before(async () => {
    server = await startServer({ dir });
    client = await MongoClient.connect(server.uri);
  });

  after(async () => {
    await client.close();
    await server.close();
    rmSync(dir, { recursive: true });
  });

  return {
    dir,
    get uri() {
      return server.uri;
    },
    get client() {
      return client;
    },
    /** A collection that nobody has used. */
    fresh<T extends Document = Document>(): Collection<T> {
      return client.db('test').collection<T>(`fresh${collections++}`);
    },
  };
}

export function temporaryDir(): string {
  return mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
}
