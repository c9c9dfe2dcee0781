import assert from 'node:assert/strict';
import { assertNoCardProblems } from '../../support/cards.js';
import type { BotProcess } from './bot-process.js';
import { Crowd } from './crowd.js';
import { misbehaviour } from './misbehaviour.js';
import type { Kill } from './kills.js';
import { patience } from './patience.js';
import { movesOf, recordsIn } from './records.js';
import type { Stage } from './stage.js';
import { assertAnswered, assertAudited, assertBinned, assertPrivate } from './verdict.js';

/** What comes over the bot. */
export interface Storm {
  /** Processes that share the work. */
  readonly processes: number;
  /** How many are killed, one after the other. */
  readonly kills: number;
  /** Whether one is replaced by a newer one in between, as in a release. */
  readonly rolls: boolean;
  readonly random: () => number;
  /** Milliseconds for all of it. */
  readonly longestMs: number;
}

/** `npm test` has a small one each time; `npm run test:chaos` the large ones, which take minutes each. */
const SIZES =
  process.env.CHAOS_SIZE === 'large'
    ? { people: 20, messages: 500, deletions: 200 }
    : { people: 10, messages: 150, deletions: 60 };
/** Longer than any wait of the bot before it asks Webex again. */
const QUIET_MS = 1_500;

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
  await waits(() => front.held() === 0, 'that every delivery is taken');
  await sandbox.settled();
  await waits(() => isQuiet(stage), 'quiet');
  const seconds = Math.round((Date.now() - begun) / 1000);
  for (const bot of bots) assert.equal(await stage.terminate(bot), 0);
  crowd.leaves();

  const records = await stage.look(recordsIn);
  const doubled = assertAnswered(crowd, kills);
  assert.deepEqual(stage.complaints(), []);
  assert.deepEqual([records.inbox.waiting, records.inbox.dead], [0, 0], 'waiting and dead');
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
  { kills, rolls, random }: Storm,
  bots: BotProcess[],
  crowd: Crowd,
): Promise<Kill[]> {
  const done: Kill[] = [];
  const moments = Array.from({ length: kills }, () => 0.05 + 0.9 * random()).sort();
  const rollAt = rolls ? Math.floor(kills / 2) : -1;
  for (const [n, moment] of moments.entries()) {
    await crowd.hasAsked(moment);
    const which = Math.floor(random() * bots.length);
    const victim = bots[which];
    assert.ok(victim);
    done.push({ at: Date.now(), inHand: crowd.waiting().length });
    await stage.kill(victim);
    bots[which] = await stage.start();
    if (n === rollAt) await roll(stage, bots);
  }
  return done;
}

/** A release: the new one is ready before the old one is asked to leave. */
async function roll(stage: Stage, bots: BotProcess[]): Promise<void> {
  const [old] = bots;
  assert.ok(old);
  bots[0] = await stage.start();
  assert.equal(await stage.terminate(old), 0);
}

function isQuiet({ sandbox }: Stage): boolean {
  const last = sandbox.calls.list().at(-1);
  return last === undefined || Date.now() - last.end > QUIET_MS;
}
