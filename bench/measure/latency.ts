import { cardOf, inputsOf } from '../contestant/card.js';
import type { Contestant } from '../contestant/contestant.js';

/** From the event to the card, in milliseconds each. */
export interface Latencies {
  /** From a `list` to the GET of that message: all that lies before any work on it. */
  readonly fetched: number[];
  readonly list: number[];
  readonly click: number[];
}

/**
 * Person after person: `list`, then a click that moves the first recording of the card to the
 * recycle bin. Nothing else is under way.
 *
 * @param first the person to begin with, so that everyone's recordings are used up evenly
 */
export async function measureLatency(
  { people }: Contestant,
  pairs: number,
  first: number,
): Promise<Latencies> {
  const latencies: Latencies = { fetched: [], list: [], click: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const person = people[(first + pair) % people.length];
    if (person === undefined) throw new Error('Nobody is there');
    const listed = await person.write('list');
    const card = cardOf(listed);
    latencies.fetched.push(listed.fetchedMs);
    latencies.list.push(listed.ms);
    const moved = await person.click(listed.message, {
      ...inputsOf(card, 'ask-delete'),
      action: 'trash',
    });
    // A card that says anything else would be measured for the wrong thing.
    if (!JSON.stringify(cardOf(moved)).includes('Moved “')) throw new Error('Nothing was moved');
    latencies.click.push(moved.ms);
  }
  return latencies;
}
