import assert from 'node:assert/strict';
import { type OldButton, oldButtons, type Upgraded, upgraded } from '../support/old-world.js';

/** They change the one recording that they name. */
const ONE = ['trash', 'restore', 'delete', 'delete-as-officer', 'delete-of-nobody'];
/** They change what their job holds, which belongs to one host. */
const MANY = ['bulk-go', 'bulk-undo', 'job-resume'];

describe('journey: the buttons on cards of version 0.1', () => {
  let old: Upgraded;
  before(async () => {
    // The upgrade of either database is told elsewhere (upgrade.test.ts); a button does not know which.
    old = await upgraded('postgres');
    await old.j.rest();
  });
  after(() => old.j.end());

  /** Status and host by id; a recording that is gone for good is not in it. */
  const shelf = () => {
    const all = old.j.sandbox.recordings.everything().all();
    return new Map(all.map(({ id, status, hostId }) => [id, { status, hostId }]));
  };
  /** Recordings that have another status than before, by id, with their hosts. */
  const changedSince = (before: ReturnType<typeof shelf>) => {
    const now = shelf();
    return [...before].filter(([id, { status }]) => now.get(id)?.status !== status);
  };
  const about = ({ who, title, data }: OldButton): string =>
    `${data.action} “${title}” of ${who}, ${JSON.stringify(data).length} characters`;

  // Those that change nothing first, on the world as it was left.
  const harmless = oldButtons.filter(({ data }) => ![...ONE, ...MANY].includes(data.action));
  for (const action of [...new Set(harmless.map(({ data }) => data.action))]) {
    it(`${action}: answers, and changes no recording`, async () => {
      for (const button of harmless.filter(({ data }) => data.action === action)) {
        const before = shelf();
        await old.press(button);
        assert.deepEqual(changedSince(before), [], about(button));
      }
    });
  }

  const done = new Set<string>();
  for (const action of ONE) {
    it(`${action}: answers, and changes the recording that it names, if any`, async () => {
      for (const button of oldButtons.filter(({ data }) => data.action === action)) {
        const before = shelf();
        // A compliance officer writes a reason; nobody else's form has one.
        await old.press(button, { reason: 'audit' });
        const changes = changedSince(before);
        changes.forEach(() => done.add(action));
        const others = changes.filter(([id]) => id !== button.data.recording);
        assert.deepEqual(others, [], about(button));
      }
    });
  }

  it('those that name a recording which is there still work', () => {
    assert.deepEqual([...done], ONE);
  });

  for (const action of MANY) {
    it(`${action}: answers, and changes recordings of nobody else`, async () => {
      for (const button of oldButtons.filter(({ data }) => data.action === action)) {
        const before = shelf();
        await old.press(button);
        const hosts = new Set(changedSince(before).map(([, { hostId }]) => hostId));
        assert.ok(hosts.size <= 1, about(button));
      }
    });
  }
});
