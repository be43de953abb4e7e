import { createHash } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { realClock, type System } from '../src/compose.ts';
import { accepted, type Response } from '../src/domain/response.ts';
import { newResponseId, type ResponseDocument } from '../src/stores/responses.ts';
import { demo } from './city.ts';
import type { Grounds } from './place.ts';

const atOnce = 1000;

/**
 * Puts `count` answers of the last eighteen months straight into the store, as the system would have written them, and
 * has every tally counted again. The demo's answers are spread evenly, and repeated where they do not suffice.
 */
export async function fillCity({ actions }: System, grounds: Grounds, count: number): Promise<void> {
  const circumstances = {
    catalogue: await actions.catalogue.current(),
    now: realClock(),
    timeZone: grounds.config.TIME_ZONE,
  };
  const responses: Response[] = [];
  for (const input of demo(grounds).recentResponses(circumstances.now)) {
    const result = accepted(input, circumstances);
    if ('response' in result) responses.push(result.response);
  }
  const client = await MongoClient.connect(grounds.services.mongodbUri);
  const collection = client.db().collection<ResponseDocument>('responses');
  const step = Math.max(1, responses.length / count);
  for (let first = 0; first < count; first += atOnce) {
    const length = Math.min(atOnce, count - first);
    const batch = Array.from({ length }, (_, index) =>
      documentOf(responses[Math.floor((first + index) * step) % responses.length] as Response, first + index),
    );
    await collection.insertMany(batch, { ordered: false });
  }
  await client.close();
  await actions.satisfaction.rebuild();
}

/** Distinct keys and fingerprints, whose sizes and order in the index are those of real ones. */
function documentOf(response: Response, serial: number): ResponseDocument {
  const digest = createHash('sha256').update(String(serial)).digest('base64url');
  return { ...response, _id: newResponseId(), key: `public:${digest}`, fingerprint: digest, owes: [] };
}
