import assert from 'node:assert/strict';
import type { Authorities } from '../../src/accounts/authorities.js';
import { NotServed } from '../../src/accounts/errors.js';
import { admittedOnly } from '../../src/bot/admitted-only.js';
import { problemContent } from '../../src/bot/views/problem.js';

const ALICE = { personId: 'alice', email: '' };
const BOB = { personId: 'bob', email: '' };
const held = { token: 'held' };
const fresh = { token: 'fresh' };

describe('authorities of those who are admitted', () => {
  const all: Authorities = {
    of: () => Promise.resolve(held),
    renewed: () => Promise.resolve(fresh),
  };

  it('are as before for them, and nothing for others', async () => {
    const some = admittedOnly(all, ({ personId }) => Promise.resolve(personId === 'alice'));
    assert.deepEqual(await some.of(ALICE), held);
    assert.deepEqual(await some.renewed(ALICE, held), fresh);
    const refused = (error: unknown): boolean =>
      error instanceof NotServed && error.reason === 'not-admitted';
    await assert.rejects(some.of(BOB), refused);
    await assert.rejects(some.renewed(BOB, held), refused);
    assert.match(problemContent(new NotServed('not-admitted')).markdown, /not set up to serve you/);
  });

  it('are nobody’s while it cannot be seen who it is', async () => {
    const away = new Error('away');
    await assert.rejects(admittedOnly(all, () => Promise.reject(away)).of(ALICE), away);
  });
});
