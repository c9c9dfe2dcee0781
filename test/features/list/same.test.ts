import assert from 'node:assert/strict';
import { seen } from '../../bot/support/card.js';
import { type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
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
    const unwatched = await asked('same', 'did nobody watch');
    assert.match(unwatched, /“standup”.*nobody watched/);
    assert.match(await asked('same', 'big'), /“standup”.*nobody watched.*largest first/);
  });

  it('go back by a week or a month', async () => {
    await asked('list', 'about standup in October 2025');
    assert.match(await asked('same', 'the month before'), /“standup”, in September 2025/);
    assert.match(await asked('same', 'the day before'), /“standup”, on 31 August 2025/);
  });

  it('are a search of their own where there was no list, or a question', async () => {
    assert.match(await asked('same', 'only mp4'), /^MP4 recordings, from the last 30 days/);
    const other = scriptedClick({ personId: 'somebody' });
    await write(on.features.all, other, 'same', 'the week before');
    assert.match(seen(other.only('reply')).text(), /Same as which list\?.*Write it whole/s);
  });
});
