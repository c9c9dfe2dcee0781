import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Action, action, confirmingAction, nothing } from '../../src/bot/feature.js';
import { problemsIn } from '../support/compiler.js';
import { scriptedClick } from './support/context.js';
import { declaredActions, declaredCommands, declaredFeatures } from './support/declared.js';

const alice = { personId: 'alice' };

/** What the compiler says of some actions, by their names. */
function problemsOf(bodies: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const fileOf = (name: string): string => `src/bot/${name}.ts`;
  const sources = Object.entries(bodies).map(
    ([name, body]) =>
      [
        fileOf(name),
        `import { z } from 'zod';
         import type { Permit } from '../util/permit.js';
         import { type Action, action, nothing } from './feature.js';
         import type { ActionContext } from './context.js';
         declare const change: (permit: Permit) => Promise<void>;
         declare const asks: Action;
         export const it = ${body};`,
      ] as const,
  );
  const problems = problemsIn(
    sources.map(([path]) => path),
    new Map(sources),
  );
  return new Map(Object.keys(bodies).map((name) => [name, problems.get(fileOf(name)) ?? '']));
}

describe('the declaration of an action', () => {
  describe('for the compiler', function () {
    this.timeout(120_000);
    let problems: ReadonlyMap<string, string>;
    before(() => {
      problems = problemsOf({
        shows: `action({ name: 'x', input: nothing, run: async ({ update }) => { await update({ markdown: '' }); } })`,
        changes: `action({ name: 'x', input: nothing, ifStale: asks, run: ({ permit }) => change(permit) })`,
        acts: `action({ name: 'x', input: nothing, ifStale: 'acts', run: ({ permit }) => change(permit) })`,
        says: `action({ name: 'x', input: nothing, ifStale: { dispatch: 'list' }, run: ({ permit }) => change(permit) })`,
        forgot: `action({ name: 'x', input: nothing, run: (ctx) => change(ctx.permit) })`,
        insists: `action({ name: 'x', input: nothing, run: (ctx: ActionContext) => change(ctx.permit) })`,
        undecided: `action({ name: 'x', input: nothing, ifStale: undefined, run: ({ permit }) => change(permit) })`,
        invents: `action({ name: 'x', input: nothing, run: () => change({ key: 'e1' }) })`,
        mistakes: `action({ name: 'x', input: z.object({ n: z.number() }), run: async (ctx, { m }) => { await ctx.say(m); } })`,
      });
    });

    for (const name of ['shows', 'changes', 'acts', 'says']) {
      it(`compiles: one that ${name}`, () => {
        assert.equal(problems.get(name), '');
      });
    }
    for (const [name, what, told] of [
      ['forgot', 'that changes something and does not say what a stale click does', /permit/],
      ['insists', 'that takes a permit by its type and does not say so either', /ifStale|permit/],
      ['undecided', 'that says undefined', /permit/],
      [
        'invents',
        'that invents its own permit',
        /not assignable to type '(?:Permit|IdempotencyKey)'/,
      ],
      ['mistakes', 'that takes an input which its schema does not have', /'m'/],
    ] as const) {
      it(`refuses one ${what}`, () => {
        assert.match(problems.get(name) ?? '', told);
      });
    }
  });

  it('parses its inputs before it runs, and runs on nothing else', async () => {
    const ran: unknown[] = [];
    const adds = action({
      name: 'add',
      input: z.object({ count: z.coerce.number().int(), what: z.string().default('all') }),
      run: (ctx, input) => {
        ran.push(ctx.actor, input);
        return Promise.resolve();
      },
    });
    await adds
      .parse({ action: 'add', count: '2', odd: {}, personId: 'bob' })
      ?.run(scriptedClick(alice));
    assert.deepEqual(ran, [alice, { count: 2, what: 'all' }]);
    for (const inputs of [{}, { count: 'two' }, { count: 1, what: 7 }]) {
      assert.equal(adds.parse(inputs), undefined);
    }
    assert.equal(ran.length, 2);
  });

  it('knows the names of its inputs, whatever its schema is made of', () => {
    const keysOf = (input: z.ZodType): readonly string[] | undefined =>
      action({ name: 'x', input, run: () => Promise.resolve() }).keys;
    const one = z.object({ one: z.string() });
    assert.deepEqual(keysOf(nothing), []);
    assert.deepEqual(keysOf(one), ['one']);
    assert.deepEqual(keysOf(one.transform(({ one: text }) => text.length)), ['one']);
    assert.deepEqual(keysOf(one.and(z.object({ two: z.string() }))), ['one', 'two']);
    assert.equal(keysOf(one.catchall(z.string())), undefined);
    assert.equal(keysOf(one.and(z.object({}).catchall(z.string()))), undefined);
    assert.equal(keysOf(z.record(z.string(), z.string())), undefined);
  });
});

describe('the declarations', () => {
  /** What cards and their builders write into buttons as the name of an action. */
  const written = new Set(
    ['src', 'cards'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|json)$/.test(file))
        .flatMap((file) =>
          [
            ...readFileSync(`${folder}/${file}`, 'utf8').matchAll(
              /(?<![\w.])"?action"?: ['"]([a-z][a-z-]*)['"]/g,
            ),
          ].map(([, name = '']) => name),
        ),
    ),
  );

  it('have no two actions of one name', () => {
    const names = declaredFeatures.flatMap(({ actions = [] }) => actions.map(({ name }) => name));
    assert.equal(new Set(names).size, names.length);
  });

  it('have no two commands of one name, or of the same words', () => {
    const names = declaredCommands.map(({ name }) => name);
    const words = declaredCommands.flatMap((command) => command.words);
    assert.equal(new Set(names).size, names.length);
    assert.equal(new Set(words).size, words.length);
  });

  it('have every action that a card names', () => {
    assert.ok(written.size > 15, 'the search finds them');
    assert.deepEqual(
      [...written].filter((name) => !declaredActions.has(name)),
      [],
    );
  });

  it('have every action that another one becomes', () => {
    const others = [...declaredActions.values()].flatMap(({ ifStale, retry }): Action[] =>
      [confirmingAction(ifStale), retry?.with].filter((one) => one !== undefined),
    );
    for (const { name } of others) assert.ok(declaredActions.has(name), name);
  });

  it('take nobody’s identity', () => {
    const identities = /person|actor|email|behalf|scope|token|role|user/i;
    for (const { name, keys = [] } of declaredActions.values()) {
      // "clean-up" names the host only to refuse a form that does.
      const named = keys.filter(
        (key) => identities.test(key) || (key === 'host' && name !== 'clean-up'),
      );
      assert.deepEqual(named, [], name);
    }
  });
});
