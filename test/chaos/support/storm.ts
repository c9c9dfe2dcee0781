import assert from 'node:assert/strict';
import { assertNoCardProblems } from '../../support/cards.js';
import type { BotProcess } from './bot-process.js';
import { Crowd } from './crowd.js';
import { misbehaviour } from './misbehaviour.js';
import type { Kill } from './kills.js';
import { type Patience, patience } from './patience.js';
import { movesOf, recordsIn } from './records.js';
import { IS_LARGE, type Stage } from './stage.js';
import { assertAnswered, assertAudited, assertBinned, assertPrivate } from './verdict.js';

/** What comes over the bot. */
export interface Storm {
  /** Processes that share the work. */
  readonly processes: number;
  /** Whether one is replaced by a newer one in between, as in a release. */
  readonly rolls: boolean;
  /** How long one stands still in between, in milliseconds, as in a machine that is moved. */
  readonly freezeMs: number;
  readonly random: () => number;
  /** Milliseconds for all of it. */
  readonly longestMs: number;
}

/** How many of what, how many processes are killed, and how often the webhooks are lost. */
const SIZES = IS_LARGE
  ? { people: 20, messages: 500, deletions: 200, kills: 5, deaf: 2 }
  : { people: 10, messages: 120, deletions: 40, kills: 3, deaf: 1 };
/**
 * What a bot may complain of while its database takes nothing, and as its connections are cut; and where all
 * tries of one call fail, as two in a hundred storms have it.
 */
const WHILE_AWAY =
  /"code":"(25006|57P01)"|"The database [a-z-]|"Webex (does not answer: events wait|could not be asked)/;
const BOT = 'recordings@webex.bot';
/** Longer than any wait of the bot before it asks Webex again, but for the looks at a change. */
const QUIET_MS = 1_500;
/** Longer than any wait between two looks: a process that ends before the last of them begins them anew. */
const LOOKED_MS = 33_000;

/**
 * Lets people talk to the bot while Webex misbehaves and processes die, waits until all has come to
 * rest, and holds what is there then against what was asked.
 *
 * @returns the figures, for whoever runs it
 */
export async function weather(stage: Stage, storm: Storm): Promise<string> {
  const { sandbox, front } = stage;
  const { random } = storm;
  const waits = patience(storm.longestMs);
  const bots: BotProcess[] = [];
  for (let n = 0; n < storm.processes; n += 1) bots.push(await stage.start());
  const crowd = new Crowd(sandbox, SIZES, random, waits);
  await crowd.connects();
  const moves = movesOf(sandbox);
  const begun = Date.now();

  sandbox.faults.set(misbehaviour());
  const [kills] = await Promise.all([havoc(stage, storm, bots, crowd), crowd.talks()]);
  sandbox.faults.set([]);
  await crowd.isAnswered();
  await afterwards(stage, storm, bots, crowd, waits);
  await waits(() => front.held() === 0, 'that every delivery is taken');
  await sandbox.settled();
  await waits(() => isQuiet(stage), 'quiet');
  const seconds = Math.round((Date.now() - begun) / 1000);
  for (const bot of bots) assert.equal(await stage.terminate(bot), 0);
  let records = await stage.look(recordsIn);
  // What was to be looked at once more in half a minute, the next process looks at.
  await waits(async () => {
    if (!records.audit.some(({ outcome }) => outcome === undefined)) return true;
    const next = await stage.start();
    await sandbox.settled();
    await waits(() => isQuiet(stage, LOOKED_MS), 'quiet after the last look');
    assert.equal(await stage.terminate(next), 0);
    records = await stage.look(recordsIn);
    return false;
  }, 'that no entry of the audit is open');
  crowd.leaves();

  const doubled = assertAnswered(crowd, kills);
  const complaints = stage.complaints().filter((line) => !WHILE_AWAY.test(line));
  assert.deepEqual(complaints, []);
  const { waiting, held, dead } = records.inbox;
  assert.deepEqual([waiting, held, dead], [0, 0, 0], 'waiting, held and dead');
  assertPrivate(crowd);
  assertBinned(crowd);
  assertAudited(crowd, stage, records, moves);
  assertNoCardProblems(sandbox);
  return `${seconds} s, ${records.inbox.done} events, ${records.audit.length} attempts, ${doubled}`;
}

/**
 * Kills at random moments of the conversation, and sees to it that as many run again. Each comes
 * right after somebody was answered and asked the next thing: the most awkward moment there is.
 */
async function havoc(
  stage: Stage,
  { rolls, freezeMs, random }: Storm,
  bots: BotProcess[],
  crowd: Crowd,
): Promise<Kill[]> {
  const { kills } = SIZES;
  const done: Kill[] = [];
  const moments = Array.from({ length: kills }, () => 0.05 + 0.9 * random()).sort();
  const rollAt = rolls ? Math.floor(kills / 2) : -1;
  for (const [n, moment] of moments.entries()) {
    await crowd.hasAsked(moment);
    const which = Math.floor(random() * bots.length);
    const victim = bots[which];
    assert.ok(victim);
    // Not the one that dies now, where there is another: it wakes up to what went on without it.
    if (n === 1) await bots[(which + 1) % bots.length]?.freeze(freezeMs);
    done.push({ at: Date.now(), inHand: crowd.waiting().length });
    await stage.kill(victim);
    bots[which] = await stage.start();
    if (n === rollAt) await roll(stage, bots);
  }
  return done;
}

/**
 * What nobody can answer at once, with one question of each person: a database that takes nothing, so that
 * deliveries are refused; and webhooks that are off, or gone, until a process looks at them.
 */
async function afterwards(
  stage: Stage,
  { random }: Storm,
  bots: BotProcess[],
  crowd: Crowd,
  waits: Patience,
): Promise<void> {
  const { sandbox, front } = stage;
  const everybody = crowd.guests.length;
  await stage.readOnlyWhile?.(async () => {
    crowd.ask(97);
    await waits(() => front.held() >= everybody, 'that all are refused');
    await waits(async () => !(await areReady(bots)), 'that nobody says to be ready');
  });
  await crowd.isAnswered();
  await waits(() => areReady(bots), 'that all are ready again');
  const ways = random() < 0.5 ? ['inactive', 'deleted'] : ['deleted', 'inactive'];
  for (const [n, status] of ways.slice(0, SIZES.deaf).entries()) {
    const number = 98 + n;
    sandbox.changeWebhooks({ owner: BOT, status });
    crowd.ask(number);
    const [old] = bots;
    assert.ok(old);
    // The next to start looks at them; else they are looked at each minute.
    assert.equal(await stage.terminate(old), 0);
    bots[0] = await stage.start();
    await crowd.isAnswered();
  }
}

async function areReady(bots: readonly BotProcess[]): Promise<boolean> {
  const answers = await Promise.all(bots.map(({ url }) => fetch(`${url}/readyz`)));
  return answers.every(({ status }) => status === 200);
}

/** A release: the new one is ready before the old one is asked to leave. */
async function roll(stage: Stage, bots: BotProcess[]): Promise<void> {
  const [old] = bots;
  assert.ok(old);
  bots[0] = await stage.start();
  assert.equal(await stage.terminate(old), 0);
}

function isQuiet({ sandbox }: Stage, quietMs = QUIET_MS): boolean {
  const last = sandbox.calls.list().at(-1);
  return last === undefined || Date.now() - last.end > quietMs;
}
