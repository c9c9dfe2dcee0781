import fc from 'fast-check';
import assert from 'node:assert/strict';
import type { Actor, Host } from '../../../src/accounts/types.js';
import { NoSuchHost, NotAllowed } from '../../../src/bot/access/impersonation.js';
import { personIdOf, uuidOf } from '../../../src/webex/ids.js';
import { seen, titles } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';
import type { ListDeps } from '../../../src/features/list/index.js';
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
      assert.deepEqual(ctx.answers, []);
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

  it('takes what is said of them by “him” and “her” as theirs', async () => {
    for (const [said, line] of [
      ['list shared with him', 'list shared with them'],
      ['recordings she hosted about her', 'recordings they hosted about her'],
      ['list her webinars', 'list my webinars'],
      ['storage', 'storage'],
    ] as const)
      assert.equal((await asked(`bob@example.com ${said}`, bob))[0]?.[0], line);
  });

  it('is explained by the help', async () => {
    const lines = await asked('bob@example.com help', bob);
    assert.deepEqual(lines, [['help for', undefined]]);
  });

  it('is everybody of a site, and nobody of them in particular, where that is said', async () => {
    const everyone = { ...admin, email: undefined, scope: 'site' };
    assert.deepEqual(await asked('everyone', bob), [['list', everyone]]);
    assert.deepEqual(await asked('all at site acme-emea.webex.com: find standup', bob), [
      ['find standup on site acme-emea.webex.com', everyone],
    ]);
  });

  it('is oneself, on behalf of nobody, where the address is one’s own', async () => {
    const own: Host = {
      personId: uuidOf(admin.personId),
      email: 'a@example.com',
      displayName: 'A',
    };
    assert.deepEqual(await asked('a@example.com bin', own), [['bin', admin]]);
  });

  it('says what it can do for others where that is something else', async () => {
    const deps = { roles: { has: () => Promise.resolve(true) } } as unknown as ListDeps;
    const ctx = scriptedClick(admin, true, () => Promise.resolve('unknown'));
    for (const { run, group } of forOthers(deps).commands ?? []) {
      if (group !== 'others') continue;
      await run(ctx, 'everyone settings');
      assert.match(seen(ctx.only('reply')).text(), /^That doesn’t work for others/);
      ctx.answers.splice(0);
    }
  });

  it('acts for nobody where Webex knows nobody, or several, with that address', async () => {
    await assert.rejects(asked('bob@example.com list', undefined), NoSuchHost);
  });

  it('tells nobody but administrators whom Webex knows', async () => {
    await assert.rejects(asked('bob@example.com list', bob, false), NotAllowed);
  });

  it('is asked for an address where a name stands, with a few that Webex knows to choose from', async () => {
    const offered = async (count: number): Promise<string[]> => {
      const named = Array.from({ length: count }, (_, at): Host => {
        return { personId: BOB_ID, email: `bob${at}@example.com`, displayName: `Bob ${at}` };
      });
      const deps = {
        roles: { has: () => Promise.resolve(true) },
        hosts: { byName: (name: string) => Promise.resolve(name === 'Bob' ? named : []) },
      } as unknown as Parameters<typeof forOthers>[0];
      const ctx = scriptedClick(admin);
      await forOthers(deps)
        .commands?.find(({ name }) => name === 'for')
        ?.run(ctx, 'Bob list 20');
      const card = seen(ctx.only('reply'));
      return titles(ctx.only('reply'))
        .filter((title) => title.startsWith('Bob'))
        .map((title) => card.dataOf(title).text ?? '');
    };
    assert.deepEqual(await offered(2), [
      'for bob0@example.com list 20',
      'for bob1@example.com list 20',
    ]);
    assert.equal((await offered(5)).length, 5);
    assert.deepEqual(await offered(6), []);
  });
});
