/** Ratings posted one after another by several residents until told to stop; each has a key of its own. */
export interface Load {
  /** Key -> the id that was acknowledged for it; `undefined` when no answer came. */
  readonly sent: ReadonlyMap<string, string | undefined>;
  stop(): Promise<void>;
}

export async function rate(url: string, key: string, score = 5): Promise<{ status: number; id?: string }> {
  const answer = await fetch(`${url}/api/v1/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ agency: 'H79-STP', channel: 'web', score }),
    signal: AbortSignal.timeout(15_000),
  });
  const body = (await answer.json()) as { id?: string };
  return { status: answer.status, ...(body.id ? { id: body.id } : {}) };
}

export function startLoad(url: string, name: string, residents = 16): Load {
  const sent = new Map<string, string | undefined>();
  let stopped = false;
  const resident = async (number: number): Promise<void> => {
    for (let count = 0; !stopped; count += 1) {
      const key = `${name}-${number}-${count}`;
      sent.set(key, undefined);
      const { status, id } = await rate(url, key).catch(() => ({ status: 0, id: undefined }));
      if (status === 201) sent.set(key, id);
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const running = Array.from({ length: residents }, (_, number) => resident(number));
  return {
    sent,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}
