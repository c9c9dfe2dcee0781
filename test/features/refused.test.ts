import assert from 'node:assert/strict';
import type { Recording } from '../../src/recordings/types.js';
import { words } from '../../src/util/words.js';
import { seen, titles } from '../bot/support/card.js';
import { declaredActions } from '../bot/support/declared.js';
import { type SandboxDeps, sandboxDeps } from '../bot/support/deps.js';
import { describePglite } from '../support/databases.js';
import { answersTo, newestOf } from './support/inputs.js';

const STATUSES = [403, 404, 409, 423, 429, 500];

describePglite('every button', ({ open }) => {
  let on: SandboxDeps;
  let recordings: readonly Recording[];
  beforeEach(async () => {
    on = await sandboxDeps(await open());
    recordings = await newestOf(on);
  });
  afterEach(() => on.stop());

  for (const status of STATUSES) {
    it(`says what is wrong where Webex answers ${status}`, async () => {
      for (const name of declaredActions.keys()) {
        on.sandbox.faults.set([
          { path: '^/(recordings|recordingReport|meeting|people|admin)', status },
        ]);
        const answers = await answersTo(on, name, recordings);
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
