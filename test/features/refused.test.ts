import assert from 'node:assert/strict';
import { problemCard } from '../../src/bot/ui/problem.js';
import { latest } from '../../src/query/list-state.js';
import { listRecordings } from '../../src/recordings/list.js';
import type { Recording } from '../../src/recordings/types.js';
import { words } from '../../src/util/words.js';
import type { Content } from '../../src/webex/messages.js';
import { seen, titles } from '../bot/support/card.js';
import { press, scriptedClick } from '../bot/support/context.js';
import { declaredActions } from '../bot/support/declared.js';
import { type SandboxDeps, sandboxDeps } from '../bot/support/deps.js';
import { describePglite } from '../support/databases.js';
import { inputsOf, waitingJobOf } from './support/inputs.js';

const DAY = 86_400_000;
const STATUSES = [403, 404, 409, 423, 429, 500];

describePglite('every button', ({ open }) => {
  let on: SandboxDeps;
  let recordings: readonly Recording[];
  let now: number;
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    now = on.deps.now();
    const authority = await on.deps.tokens.get(on.alice);
    const window = { from: now - 90 * DAY, to: now };
    ({ recordings } = await listRecordings(on.webex, authority, { window, limit: 10 }));
  });
  afterEach(() => on.stop());

  /** Presses as the router does, which explains what is thrown. */
  async function answersOf(name: string): Promise<readonly Content[]> {
    const [recording] = recordings;
    assert.ok(recording);
    const job = await waitingJobOf(on, on.alice.personId, recordings);
    const ctx = scriptedClick(on.alice);
    const inputs = { ...inputsOf(recording, job, latest(now)), action: name };
    const thrown = await press(on.features.all, ctx, inputs).then(
      () => [],
      (error: unknown) => [
        problemCard(error, { title: words.common.tryAgain, data: { action: name } }),
      ],
    );
    return [...ctx.answers.map(({ content }) => content), ...thrown];
  }
  for (const status of STATUSES) {
    it(`says what is wrong where Webex answers ${status}`, async () => {
      for (const name of declaredActions.keys()) {
        on.sandbox.faults.set([
          { path: '^/(recordings|recordingReport|meeting|people|admin)', status },
        ]);
        const answers = await answersOf(name);
        on.sandbox.faults.set([]);
        // A file comes without a card.
        for (const content of answers.filter((one) => one.card !== undefined)) {
          const text = seen(content).text();
          assert.doesNotMatch(text, /undefined|NaN|\$\{|\[object/, name);
          assert.ok(!text.includes(words.errors.ours), `${name}: ${text}`);
          assert.ok(text.includes('\n') || titles(content).length > 0, `${name}: ${text}`);
        }
      }
      await on.jobs.idle();
    });
  }
});
