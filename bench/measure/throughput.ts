import { cardOf, inputsOf } from '../contestant/card.js';
import type { Contestant } from '../contestant/contestant.js';

/** What a bot made of as much as it could take. */
export interface Throughput {
  readonly perSecond: number;
  /** CPU time of the bot's process, user and system, in milliseconds. */
  readonly cpuMsPerMessage: number;
  /** Bytes of one of its cards. */
  readonly cardBytes: number;
}

/** Everybody writes `list` again as soon as they are answered, until there are this many answers. */
export async function measureThroughput(
  { people, usage }: Contestant,
  messages: number,
): Promise<Throughput> {
  let left = messages;
  let cardBytes = 0;
  const { cpuMs: before } = await usage();
  const startedAt = performance.now();
  await Promise.all(
    people.map(async (person) => {
      while (left > 0) {
        left -= 1;
        const card = cardOf(await person.write('list'));
        if (cardBytes === 0) {
          inputsOf(card, 'ask-delete');
          cardBytes = Buffer.byteLength(JSON.stringify(card));
        }
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = (await usage()).cpuMs - before;
  return { perSecond: messages / seconds, cpuMsPerMessage: cpu / messages, cardBytes };
}
