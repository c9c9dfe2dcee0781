import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startContestant } from './contestant/contestant.js';
import { NAMES, type Name } from './contestant/name.js';
import { FULL, IN_FLIGHT, LATENCIES, QUICK, RECORDINGS_EACH, type Counts } from './counts.js';
import { keptTable } from './measure/kept.js';
import { longListsTable, measureLongLists, type LongLists } from './measure/long-lists.js';
import { assertSameSize } from './measure/same-size.js';
import { run, type Results } from './measure/run.js';
import { table } from './measure/table.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** A folder that our bot's CPU profiles are written to, one for each database. */
    profile: { type: 'string' },
  },
});

const counts = values.quick ? QUICK : FULL;
// What else the machine does, as far as it is not ours.
const loadBefore = loadavg();
const startedAt = performance.now();
const profiler =
  values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const contestants = await Promise.all(
  NAMES.map((name) => startContestant(name, name === 'plain' ? [] : profiler)),
);
let results: Results;
try {
  results = await run(contestants, counts);
} finally {
  await Promise.all(contestants.map((contestant) => contestant.stop()));
}
say(results, await measureLongLists(counts.longLists), counts);

function say(results: Results, long: LongLists, { pairs, messages, longLists }: Counts): void {
  const rounds = results.plain[0].rounds.length;
  const [cpu] = cpus();
  const bytes = (name: Name): number => results[name][0].rounds[0]?.cardBytes ?? 0;
  assertSameSize({ ours: bytes('postgres'), plain: bytes('plain') });
  const load = loadBefore.map((value) => value.toFixed(1)).join(', ');
  const out = [
    `Node ${process.version} on ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}`,
    `Load averages before: ${load}`,
    ...LATENCIES.map(
      (latency) =>
        `At ${latency} ms, for each bot: ${rounds * pairs[latency]} × list and delete click one at a time; ${rounds} × ${messages[latency]} list messages, ${IN_FLIGHT} in flight.`,
    ),
    `${RECORDINGS_EACH} recordings each; the card is ${bytes('postgres')} bytes (ours), ${bytes('plain')} bytes (plain).`,
    ...LATENCIES.map((latency) => `\n${table(results, latency)}`),
    `\n${keptTable(results)}`,
    `\nLong lists, on PostgreSQL, ${longLists} of each:\n\n${longListsTable(long)}`,
    `\n${Math.round((performance.now() - startedAt) / 1000)} s in all`,
  ];
  process.stdout.write(`${out.join('\n')}\n`);
}
