import assert from 'node:assert/strict';
import { seen } from '../../bot/support/card.js';
import { type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import type { ListDeps } from '../../../src/features/list/index.js';
import { turnPageCommand } from '../../../src/features/list/same.js';
import { describePglite } from '../../support/databases.js';
import { write } from '../support/write.js';

describePglite('words that go on from the last list', ({ open }) => {
  let on: SandboxDeps;
  let turn: ScriptedClick;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    turn = scriptedClick(on.alice);
  });
  afterEach(() => on.stop());

  /** The title of the last answer. */
  async function asked(command: 'list' | 'same', rest: string): Promise<string> {
    await write(on.features.all, turn, command, rest);
    const { content } = turn.answers.at(-1) ?? {};
    assert.ok(content !== undefined);
    return seen(content).text().split('\n')[0] ?? '';
  }

  it('keep what they say nothing of', async () => {
    await asked('list', 'mp4 about standup, oldest first, since 1 January 2026');
    const begun = await asked('same', 'only over 1 MB');
    assert.match(begun, /^MP4 recordings about “standup” larger than 1 MB.*2026.*oldest first/);
    assert.match(await asked('same', 'about retro'), /about “retro” larger.*oldest first/);
    assert.doesNotMatch(await asked('same', 'newest first'), /first/);
    assert.match(await asked('same', 'for 2025'), /“retro” larger than 1 MB, in 2025/);
    assert.match(await asked('same', ''), /“retro” larger than 1 MB, in 2025/);
  });

  it('are of those shown last where they say so', async () => {
    await asked('list', 'about standup, over 1 MB');
    const unwatched = await asked('same', 'nobody watched');
    assert.match(unwatched, /“standup”.*nobody watched/);
    assert.match(await asked('same', 'big'), /“standup”.*nobody watched.*largest first/);
  });

  it('go back by a week or a month', async () => {
    await asked('list', 'about standup in October 2025');
    assert.match(await asked('same', 'the month before'), /“standup”, in September 2025/);
    assert.match(await asked('same', 'the day before'), /“standup”, on 31 August 2025/);
    assert.match(await asked('same', 'the month after that'), /“standup”, in September 2025/);
  });

  it('go on by a week as far as there is one', async () => {
    await asked('list', 'this week');
    assert.match(await asked('same', 'the week after'), /^(?!Your recordings)/);
    assert.match(seen(turn.answers.at(-1)?.content).text(), /That is in the future/);
  });

  it('are compared with what the list was narrowed to', async () => {
    await asked('list', 'over 2 MB longer than 10 minutes in October 2025');
    assert.match(await asked('same', 'smaller than that'), /^Recordings smaller than 2 MB longer/);
    assert.match(await asked('same', 'shorter than that'), /smaller than 2 MB shorter than 10 min/);
    assert.match(await asked('same', 'older than that'), /before 1 October 2025$/);
    await asked('list', 'mp4');
    assert.match(await asked('same', 'smaller than that'), /^I can’t compare/);
    assert.match(await asked('same', 'older than it'), /^I can’t compare/);
  });

  it('are of a page that they name, as far as there are so many', async () => {
    const range = async (line: string): Promise<string | undefined> => {
      await write(on.features.all, { ...turn, line }, 'next page', '');
      return /\d+–\d+ of \d+/.exec(seen(turn.answers.at(-1)?.content).text())?.[0];
    };
    await asked('list', '12 of all time');
    assert.equal(await range('page 2'), '6–10 of 12');
    assert.equal(await range('last page'), '11–12 of 12');
    assert.equal(await range('go to page 9'), '11–12 of 12');
    assert.equal(await range('first page'), '1–5 of 12');
  });

  it('show the list again below a recording that was not meant', async () => {
    await asked('list', 'about standup');
    await write(on.features.all, { ...turn, line: 'not this one' }, 'next page', '');
    assert.match(seen(turn.answers.at(-1)?.content).text(), /^Recordings about “standup”/);
  });

  it('are a search of their own where there was no list, or a question', async () => {
    assert.match(await asked('same', 'only mp4'), /^MP4 recordings, from the last 30 days/);
    const other = scriptedClick({ personId: 'somebody' });
    await write(on.features.all, other, 'same', 'the week before');
    assert.match(seen(other.only('reply')).text(), /Same as which list\?.*Write it whole/s);
  });
});

const LIST = ['Watch', '‹ Newer', 'Older ›', 'Refresh'];
const LAST = ['Watch', '‹ Newer', 'Earlier 30 days', 'Refresh'];
const ONLY = ['Watch', 'Refresh'];
const DETAILS = ['Watch', 'Share…', '« Back to the list'];
const HELP = ['Show my recordings'];

/** Says the line below cards with buttons of these titles, the last card first. */
async function turned(line: string, ...cards: readonly string[][]) {
  const ctx = scriptedClick({ personId: 'alice' });
  const pressed: string[] = [];
  const deps = { searches: { lastShown: () => undefined } } as unknown as ListDeps;
  await turnPageCommand(deps).run(
    {
      ...ctx,
      line,
      press: (choose) => {
        for (const titles of cards) {
          const title = choose(titles);
          if (title === undefined) continue;
          if (titles.includes(title)) pressed.push(title);
          return Promise.resolve(titles.includes(title));
        }
        return Promise.resolve(false);
      },
    },
    '',
  );
  return ctx.answers.length === 0 ? pressed[0] : seen(ctx.only('reply')).text();
}

describe('words that turn a page', () => {
  for (const [line, card, title] of [
    ['next page', LIST, 'Older ›'],
    ['more', LIST, 'Older ›'],
    ['show me the rest', LIST, 'Older ›'],
    ['previous page', LIST, '‹ Newer'],
    ['newer', LIST, '‹ Newer'],
    ['older ones', LIST, 'Older ›'],
    ['next', LAST, 'Earlier 30 days'],
    ['earlier 30 days', LAST, 'Earlier 30 days'],
    ['previous', ['Later 30 days', 'Refresh'], 'Later 30 days'],
    ['smaller', ['Larger ›', '‹ Smaller', 'Refresh'], '‹ Smaller'],
    ['go back', DETAILS, '« Back to the list'],
  ] as const)
    it(`press what does it: “${line}”`, async () => {
      assert.equal(await turned(line, [...card]), title);
    });

  it('are of the last list, below what was answered since', async () => {
    assert.equal(await turned('next', HELP, DETAILS, LIST, LAST), 'Older ›');
  });

  it('turn no list that was left long ago', async () => {
    for (const line of ['next', 'older', 'previous', 'page 3', 'last page'])
      assert.match((await turned(line, ONLY, LIST)) ?? '', /There is no page to turn to/, line);
    assert.match((await turned('next')) ?? '', /There is no page to turn to/);
    assert.match((await turned('why do i only see 5', LIST)) ?? '', /shows 5 recordings at a time/);
  });
});
