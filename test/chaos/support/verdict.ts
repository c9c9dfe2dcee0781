import assert from 'node:assert/strict';
import type { AuditEntry } from '../../../src/audit/audit.js';
import type { Crowd } from './crowd.js';
import type { Guest } from './guest.js';
import { type Kill, doubledAnswers, inWords, isExplained } from './kills.js';
import type { Moved, Records } from './records.js';
import type { Stage } from './stage.js';

/** Every question has its answer, and only those answers came twice whose process died over them. */
export function assertAnswered({ guests }: Crowd, kills: readonly Kill[]): string {
  for (const { name, strange, asks } of guests) {
    assert.deepEqual(strange, [], `${name} was told what nobody asked`);
    const without = [...asks.values()]
      .filter(({ shown }) => shown.length === 0)
      .map(({ key }) => key);
    assert.deepEqual(without, [], `${name} waits in vain`);
  }
  const doubled = doubledAnswers(guests);
  const unexplained = doubled
    .filter((each) => !isExplained(each, kills))
    .map((each) => inWords(each, kills));
  assert.deepEqual(unexplained, [], 'answered twice, and no process died over it');
  const inHand = kills.reduce((sum, kill) => sum + kill.inHand, 0);
  assert.ok(doubled.length <= inHand);
  return `${doubled.length} answers doubled of at most ${inHand} in hand at ${kills.length} kills`;
}

/** Nobody saw anything of anybody else. */
export function assertPrivate({ guests }: Crowd): void {
  for (const { name, everything } of guests) {
    const seen = JSON.stringify(everything).matchAll(/chaos-?(\d\d)/gi);
    const names = new Set([...seen].map(([, number]) => `Chaos${number}`));
    assert.deepEqual([...names], [name]);
  }
}

/** What was confirmed is in the recycle bin; what was not is where it was. */
export function assertBinned({ guests }: Crowd): void {
  for (const guest of guests) {
    const inBin = guest.recordings().filter(({ status }) => status !== 'available');
    assert.deepEqual(inBin.map(({ id }) => id).sort(), confirmedBy(guest).sort());
  }
}

/** The audit tells the same story as Webex. */
export function assertAudited(
  { guests }: Crowd,
  { sandbox }: Stage,
  { audit }: Records,
  moves: readonly Moved[],
): void {
  const open = audit.filter(({ outcome }) => outcome === undefined);
  assert.deepEqual(open, [], 'entries left open');
  for (const guest of guests) {
    const own = audit.filter(({ personId }) => personId === guest.person.uuid);
    for (const id of confirmedBy(guest)) {
      const ends = own.filter(({ recordingId }) => recordingId === id).map(outcomeOf);
      assert.ok(
        ends.some((end) => end === 'done' || end === 'already'),
        `${id}: ${ends.join()}`,
      );
      assert.ok(ends.filter((end) => end === 'done').length <= 1, `${id}: ${ends.join()}`);
    }
  }
  for (const entry of audit) {
    assert.equal(entry.change, 'trash');
    const click = sandbox.world.actions.byId(entry.eventKey.replace(/^.*:/, ''));
    assert.equal(click?.person.uuid, entry.personId, 'not who clicked');
    assert.equal(click.inputs.recording, entry.recordingId, 'not what was clicked');
  }
  const moved = moves.flatMap(({ recordingIds }) => recordingIds);
  assert.equal(new Set(moved).size, moved.length, 'Webex said yes to one move twice');
  for (const { personId, recordingIds } of moves) {
    for (const id of recordingIds) {
      assert.ok(
        audit.some((entry) => entry.personId === personId && entry.recordingId === id),
        `${id} was moved, and the audit does not know it`,
      );
    }
  }
  const said = sandbox.calls
    .list()
    .filter(({ path, status }) => path === '/v1/recordings/softDelete' && status === 204);
  assert.equal(said.length, moves.length);
}

function outcomeOf({ outcome }: AuditEntry): string {
  return outcome ?? 'open';
}

function confirmedBy({ asks }: Guest): string[] {
  return [...asks.keys()]
    .filter((key) => key.startsWith('trash '))
    .map((key) => key.slice('trash '.length));
}
