import { startContestant } from '../contestant/contestant.js';
import { RECORDINGS_EACH } from '../counts.js';
import { markdown } from './markdown.js';
import { measureThroughput } from './throughput.js';

const PEOPLE = [1, 50] as const;
const STEP = 500;
/** As the image starts it, with the heap that Node allows itself in a container of 512 MB. */
const IN_512_MB = ['--max-semi-space-size=32', '--max-old-space-size=256'];

/** How much memory our bot on PostgreSQL takes while one person, or fifty, write `list` again and again. */
export async function measureMemory(messages: number): Promise<string> {
  const [one, many] = [await grownBy(PEOPLE[0], messages), await grownBy(PEOPLE[1], messages)];
  const rows = one.map((mb, at) => [
    ((at + 1) * STEP).toLocaleString('en'),
    mb.toFixed(0),
    (many[at] ?? NaN).toFixed(0),
  ]);
  const head = ['messages', ...PEOPLE.map((count) => `of ${count}, resident memory, MB`)];
  return markdown([head, ...rows]);
}

async function grownBy(people: number, messages: number): Promise<number[]> {
  const contestant = await startContestant('postgres', {
    recordings: Array<number>(people).fill(RECORDINGS_EACH),
    nodeOptions: IN_512_MB,
  });
  const grown: number[] = [];
  try {
    contestant.setLatency(0);
    for (let done = STEP; done <= messages; done += STEP) {
      await measureThroughput(contestant, STEP);
      grown.push((await contestant.usage()).rssMb);
    }
  } finally {
    await contestant.stop();
  }
  return grown;
}

/** Made to be slow to understand, and nearly as long as a message can be. */
const HOSTILE = ['october, ', 'sat and ', 'list 1 '].map((words) =>
  words.repeat(1_000).slice(0, 7_000),
);
const LONG = ['list', 'storage', 'clean up older than 2 days', ...HOSTILE];
const title = (words: string): string =>
  words.length > 40
    ? `\`${words.slice(0, 20).trim()} …\`, ${words.length} characters`
    : `\`${words}\``;

/** For how long our bot holds up everybody else while somebody works with very many recordings. */
export async function measureHolding(recordings: number): Promise<string> {
  const contestant = await startContestant('postgres', { recordings: [recordings] });
  const rows: string[][] = [];
  try {
    contestant.setLatency(0);
    const [person] = contestant.people;
    if (person === undefined) throw new Error('Nobody is there');
    await contestant.usage('watch');
    for (const words of LONG) {
      const begun = (await contestant.usage()).cpuMs;
      await person.write(words);
      await contestant.settled();
      const { cpuMs, heldMs } = await contestant.usage();
      rows.push([title(words), heldMs.toFixed(0), (cpuMs - begun).toFixed(0)]);
    }
  } finally {
    await contestant.stop();
  }
  const head = ['what is asked', 'event loop held at most, ms', 'CPU in all, ms'];
  return `${recordings.toLocaleString('en')} recordings of one person.\n\n${markdown([head, ...rows])}`;
}
