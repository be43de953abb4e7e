/** How an answer reached us. A channel is a field of the answer, never a branch of the code. */
export const channels = ['web', 'widget', 'qr', 'kiosk', 'post', 'phone', 'face_to_face', 'sms', 'api'] as const;

export type Channel = (typeof channels)[number];

const openToThePublic: ReadonlySet<Channel> = new Set<Channel>(['web', 'widget', 'qr']);

/** True for the channels that need no API key: a resident answers on her own. */
export const isPublic = (channel: Channel): boolean => openToThePublic.has(channel);
