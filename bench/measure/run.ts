import type { Contestant } from '../contestant/contestant.js';
import { NAMES, type Name } from '../contestant/name.js';
import { LATENCIES, type Counts, type Latency } from '../counts.js';
import { assertSameSize } from './same-size.js';
import { measureLatency, type Latencies } from './latency.js';
import { measureThroughput, type Throughput } from './throughput.js';

/** All that was measured of one bot at one injected latency. */
export interface Measured extends Latencies {
  readonly rounds: Throughput[];
}

/** By bot, then by injected latency. The plain one is always there. */
export type Results = Partial<Record<Name, Record<Latency, Measured>>> &
  Record<'plain', Record<Latency, Measured>>;

/** Those that were measured, in the order of the tables. */
export function namesOf(results: Results): Name[] {
  return NAMES.filter((name) => results[name] !== undefined);
}

/** Measures them in turn, so that whatever else this machine does hits all of them. */
export async function run(contestants: readonly Contestant[], counts: Counts): Promise<Results> {
  const results: Results = { plain: nothingYet() };
  for (const { name } of contestants) results[name] ??= nothingYet();
  const sizes: Record<string, number> = {};
  for (const contestant of contestants) {
    contestant.setLatency(0);
    sizes[contestant.name] = (await measureThroughput(contestant, counts.warmUp)).cardBytes;
    await measureLatency(contestant, contestant.people.length, 0);
  }
  assertSameSize(sizes);
  const startedAt = performance.now();
  for (let round = 0; round < counts.rounds; round += 1) {
    if (round > 0 && performance.now() - startedAt > counts.budgetMs) break;
    for (const latency of LATENCIES) {
      const order = round % 2 === 0 ? contestants : contestants.toReversed();
      for (const contestant of order) {
        const measured = (results[contestant.name] ??= nothingYet())[latency];
        contestant.setLatency(latency);
        const pairs = counts.pairs[latency];
        const { fetched, list, click } = await measureLatency(contestant, pairs, round * pairs);
        measured.fetched.push(...fetched);
        measured.list.push(...list);
        measured.click.push(...click);
        measured.rounds.push(await measureThroughput(contestant, counts.messages[latency]));
      }
    }
  }
  return results;
}

function nothingYet(): Record<Latency, Measured> {
  const none = (): Measured => ({ fetched: [], list: [], click: [], rounds: [] });
  return { 50: none(), 0: none() };
}
