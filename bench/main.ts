import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { startContestant } from './contestant/contestant.js';
import { NAMES, OURS, type Name } from './contestant/name.js';
import { FULL, IN_FLIGHT, LATENCIES, QUICK, RECORDINGS_EACH, type Counts } from './counts.js';
import { measureHolding, measureMemory } from './measure/endurance.js';
import { keptTable } from './measure/kept.js';
import { longListsTable, measureLongLists } from './measure/long-lists.js';
import { run, type Results } from './measure/run.js';
import { measureScale } from './measure/scale.js';
import { measureStart } from './measure/start.js';
import { table } from './measure/table.js';
import { measureTwoProcesses } from './measure/two-processes.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    /** What is measured, by comma: see {@link PARTS}. */
    parts: { type: 'string', default: 'bots,lists' },
    /** The bots beside the plain one, by comma. */
    bots: { type: 'string', default: 'postgres,pglite' },
    /** A folder with webex-node-bot-framework and its own SDK: 430 MB, and no dependency of ours. */
    stock: { type: 'string' },
    /** A folder that our bot's CPU profiles are written to, one for each database. */
    profile: { type: 'string' },
  },
});

const counts = values.quick ? QUICK : FULL;
const profiler =
  values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];

/** Each prints what it measured. */
const PARTS: Readonly<Record<string, () => Promise<string>>> = {
  bots: async () => {
    const wanted = [...values.bots.split(','), ...(values.stock === undefined ? [] : ['stock'])];
    const names = NAMES.filter((name) => name === 'plain' || wanted.includes(name));
    return tablesOf(await measureBots(names), counts);
  },
  lists: async () =>
    `Long lists, on PostgreSQL, ${counts.longLists} of each:\n\n` +
    longListsTable(await measureLongLists(counts)),
  memory: () => measureMemory(counts.endurance),
  holding: () => measureHolding(counts.recordings),
  start: () => measureStart(counts.starts),
  scale: () => measureScale(counts.kept, counts.asks),
  two: () => measureTwoProcesses(counts.twoRounds, counts.messages[0]),
};

const parts = values.parts.split(',').map((name) => [name, PARTS[name]] as const);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
// What else the machine does, as far as it is not ours.
const load = loadavg().map((value) => value.toFixed(1));
const [cpu] = cpus();
say(
  `Node ${process.version} on ${process.platform}, ${cpus().length} × ${cpu?.model.trim() ?? 'unknown CPU'}`,
);
say(`Load averages before: ${load.join(', ')}`);
const startedAt = performance.now();
for (const [name, part] of parts) {
  if (part === undefined) throw new Error(`There is no part "${name}"`);
  say(`\n${await part()}`);
}
say(`\n${Math.round((performance.now() - startedAt) / 1000)} s in all`);

async function measureBots(names: readonly Name[]): Promise<Results> {
  const contestants = await Promise.all(
    names.map((name) => {
      const isOurs = OURS.some((ours) => ours === name);
      return startContestant(name, {
        nodeOptions: isOurs ? profiler : [],
        stockFolder: values.stock,
      });
    }),
  );
  try {
    return await run(contestants, counts);
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}

function tablesOf(results: Results, { pairs, messages }: Counts): string {
  const rounds = results.plain[0].rounds.length;
  const bytes = Object.fromEntries(
    Object.entries(results).map(([name, measured]) => [
      name,
      measured[0].rounds[0]?.cardBytes ?? 0,
    ]),
  );
  const sizes = Object.entries(bytes).map(([name, size]) => `${size} (${name})`);
  return [
    ...LATENCIES.map(
      (latency) =>
        `At ${latency} ms, for each bot: ${rounds * pairs[latency]} × list and delete click one at a time; ${rounds} × ${messages[latency]} list messages, ${IN_FLIGHT} in flight.`,
    ),
    `${RECORDINGS_EACH} recordings each; bytes of the card: ${sizes.join(', ')}.`,
    ...LATENCIES.map((latency) => `\n${table(results, latency)}`),
    `\n${keptTable(results)}`,
  ].join('\n');
}
