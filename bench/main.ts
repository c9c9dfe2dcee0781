import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startContestant, type Contestant } from './contestant/contestant.js';
import { FULL, IN_FLIGHT, LATENCIES, QUICK, RECORDINGS_EACH, type Counts } from './counts.js';
import { run, type Results } from './measure/run.js';
import { table } from './measure/table.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** A folder that our bot's CPU profile is written to. */
    profile: { type: 'string' },
  },
});

const counts = values.quick ? QUICK : FULL;
const startedAt = performance.now();
const profiler =
  values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
const contestants = await Promise.all([
  startContestant('ours', profiler),
  startContestant('plain'),
]);
try {
  say(await run(contestants, counts), counts);
} finally {
  await Promise.all(contestants.map((contestant) => contestant.stop()));
}

function say(results: Results, { pairs, messages }: Counts): void {
  const rounds = results.ours[0].rounds.length;
  const [cpu] = cpus();
  const bytes = (name: Contestant['name']): string =>
    `${results[name][0].rounds[0]?.cardBytes ?? 0}`;
  const out = [
    `Node ${process.version} on ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}`,
    ...LATENCIES.map(
      (latency) =>
        `At ${latency} ms, for each bot: ${rounds * pairs[latency]} × list and delete click one at a time; ${rounds} × ${messages[latency]} list messages, ${IN_FLIGHT} in flight.`,
    ),
    `${RECORDINGS_EACH} recordings each; the card is ${bytes('ours')} bytes (ours), ${bytes('plain')} bytes (plain).`,
    ...LATENCIES.map((latency) => `\n${table(results, latency)}`),
    `\n${Math.round((performance.now() - startedAt) / 1000)} s in all`,
  ];
  process.stdout.write(`${out.join('\n')}\n`);
}
