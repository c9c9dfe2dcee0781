import { type Contestant, startContestant } from '../contestant/contestant.js';
import { IN_FLIGHT } from '../counts.js';
import { markdown } from './markdown.js';
import { median } from './statistics.js';
import { measureThroughput } from './throughput.js';

interface Round {
  readonly perSecond: number;
  /** Of one core, in percent. */
  readonly bots: number;
  readonly sandbox: number;
}

/**
 * How many messages our bot on PostgreSQL answers as one process and as two that share the database. They
 * take turns. The sandbox and PostgreSQL run on the same machine; the CPU columns say who was the limit.
 */
export async function measureTwoProcesses(rounds: number, messages: number): Promise<string> {
  const both = [1, 2] as const;
  const started: Contestant[] = [];
  try {
    for (const processes of both) started.push(await startContestant('postgres', { processes }));
    const measured = new Map<Contestant, Round[]>(started.map((each) => [each, []]));
    for (const each of started) {
      // With latency so few people would not keep one process busy.
      each.setLatency(0);
      await measureThroughput(each, messages);
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const [each, results] of measured) results.push(await measure(each, messages));
    }
    const rows = [...measured.values()].map((results, index) => [
      String(both[index]),
      ...(['perSecond', 'bots', 'sandbox'] as const).map((key) =>
        median(results.map((result) => result[key])).toFixed(0),
      ),
    ]);
    const head = ['processes', 'messages per second', 'CPU of the bots, %', 'of the sandbox, %'];
    return `${IN_FLIGHT} people, 0 ms per API call, ${rounds} × ${messages} messages.\n\n${markdown([head, ...rows])}`;
  } finally {
    for (const each of started) await each.stop();
  }
}

async function measure(contestant: Contestant, messages: number): Promise<Round> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  const { perSecond, cpuMsPerMessage } = await measureThroughput(contestant, messages);
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond,
    bots: (100 * cpuMsPerMessage * messages) / ms,
    sandbox: (user + system) / 10 / ms,
  };
}
