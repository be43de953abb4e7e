import type { Request } from 'express';
import type { Channel } from '../../domain/channel.ts';
import { isPublic } from '../../domain/channel.ts';
import { Refusal } from '../../domain/errors.ts';
import type { ApiKey } from '../../stores/api-keys.ts';
import type { WebParts } from '../parts.ts';

/** Who sends this: the owner of an API key, or nobody in particular. Throws Refusal `unauthorized` on a wrong key. */
export async function senderOf({ stores }: Pick<WebParts, 'stores'>, req: Request): Promise<ApiKey | undefined> {
  const authorization = req.get('Authorization');
  if (authorization === undefined) return undefined;
  const secret = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1];
  const key = secret === undefined ? undefined : await stores.apiKeys.find(secret);
  if (!key) throw new Refusal('unauthorized', 'api-key-unknown');
  return key;
}

/** Throws a Refusal unless the channel is open to everybody or given to this key. */
export function allowChannel(sender: ApiKey | undefined, channel: Channel): void {
  if (isPublic(channel) || sender?.channels.includes(channel)) return;
  throw sender
    ? new Refusal('forbidden', 'channel-not-allowed', { channel })
    : new Refusal('unauthorized', 'channel-needs-key', { channel });
}
