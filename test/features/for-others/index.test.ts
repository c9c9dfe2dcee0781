import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Actor, Host } from '../../../src/accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../../src/bot/access/impersonation.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { scriptedClick } from '../../bot/support/context.js';
import { forOthers, forWhomIn } from '../../../src/features/for-others/index.js';

const BOB_ID = '22222222-2222-4222-8222-222222222222';

describe('for whom', () => {
  for (const [text, whom, words] of [
    ['bob@example.com list', { kind: 'person', email: 'bob@example.com' }, 'list'],
    ['bob@example.com: list 20', { kind: 'person', email: 'bob@example.com' }, 'list 20'],
    ['  <Bob+x@example.com>  ', { kind: 'person', email: 'Bob+x@example.com' }, ''],
    ['bob@example.com, bin', { kind: 'person', email: 'bob@example.com' }, 'bin'],
    ['everyone list', { kind: 'everyone' }, 'list'],
    ['Everybody', { kind: 'everyone' }, ''],
    [
      'everyone on Acme.Webex.com: find standup',
      { kind: 'everyone', siteUrl: 'acme.webex.com' },
      'find standup',
    ],
    ['all at site acme-emea.webex.com', { kind: 'everyone', siteUrl: 'acme-emea.webex.com' }, ''],
  ] as const) {
    it(`takes apart “${text}”`, () => {
      assert.deepEqual(forWhomIn(text), { whom, words });
    });
  }

  it('takes no name for an address', () => {
    for (const text of ['', 'Bob: list', 'Bob list', 'bob@', '@example.com list', 'everyonelist']) {
      assert.equal(forWhomIn(text), undefined, text);
    }
  });

  it('takes anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        forWhomIn(text);
      }),
    );
  });
});

describe('for somebody', () => {
  const admin: Actor = { personId: personIdOf('11111111-1111-4111-8111-111111111111') };
  const bob: Host = { personId: BOB_ID, email: 'bob@example.com', displayName: 'Bob' };
  /** What is dispatched for whom, where Webex knows this host of any address. */
  const asked = async (
    rest: string,
    host: Host | undefined,
    isAdministrator = true,
  ): Promise<[string, Actor | undefined][]> => {
    const lines: [string, Actor | undefined][] = [];
    const ctx = scriptedClick(admin, true, (line, as) => {
      lines.push([line, as?.actor]);
      return Promise.resolve('done');
    });
    const deps = {
      roles: { has: () => Promise.resolve(isAdministrator) },
      hosts: {
        byEmail: () => (isAdministrator ? Promise.resolve(host) : Promise.reject(new Error())),
      },
    } as unknown as Parameters<typeof forOthers>[0];
    try {
      const command = forOthers(deps).commands?.find(({ name }) => name === 'for');
      assert.ok(command);
      await command.run(ctx, rest);
    } catch (error) {
      assert.deepEqual([lines, ctx.answers], [[], []]);
      throw error;
    }
    return lines;
  };

  it('does what is written, in their name', async () => {
    assert.deepEqual(await asked('bob@example.com list 20', bob), [
      ['list 20', { ...admin, email: undefined, onBehalfOf: bob }],
    ]);
  });

  it('is explained by the help', async () => {
    const lines = await asked('bob@example.com help', bob);
    assert.deepEqual(lines, [['help for', undefined]]);
  });

  it('acts for nobody where Webex knows nobody, or several, with that address', async () => {
    await assert.rejects(asked('bob@example.com list', undefined), NoSuchHost);
  });

  it('tells nobody but administrators whom Webex knows', async () => {
    await assert.rejects(asked('bob@example.com list', bob, false), NotAllowed);
  });
});
