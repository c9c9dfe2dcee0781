import assert from 'node:assert/strict';
import { en } from '../../locales/en.js';
import { speak } from '../../src/util/words.js';
import { seen } from '../bot/support/card.js';
import { scriptedClick } from '../bot/support/context.js';
import { declaredActions } from '../bot/support/declared.js';
import { sandboxDeps } from '../bot/support/deps.js';
import { describePglite } from '../support/databases.js';
import { leftOf, pseudoLocale } from '../support/pseudo-locale.js';
import { answersTo, newestOf } from './support/inputs.js';

/** What a client shows of an element, its buttons and its inputs. */
const SHOWN = ['text', 'title', 'label', 'placeholder', 'errorMessage'] as const;

/** Beside what {@link leftOf} knows of: words of Webex and of topics, tokens of dates, ids, and long topics. */
const OTHERS = /“[^”]*”|\{\{.*?\}\}|ROUTER_[\w-]+|^[\da-f]+_I_\d+$|^.*…(?=\s· )/gm;
/** Show what was said, in the words of who said it. */
const SAID_BY_OTHERS: readonly string[] = ['transcript', 'summary'];

describePglite('a locale', ({ open }) => {
  before(() => speak(pseudoLocale(en), 'en'));
  after(() => speak(en, 'en'));

  it('writes what every button is answered with', async () => {
    const on = await sandboxDeps(await open());
    await on.deps.settings.change(scriptedClick(on.alice).permit, on.alice.personId, {
      timeZone: 'Europe/Berlin',
    });
    const recordings = await newestOf(on);
    const left = new Set<string>();
    const actions = [...declaredActions.keys()];
    for (const action of actions.filter((name) => !SAID_BY_OTHERS.includes(name))) {
      const answers = await answersTo(on, action, recordings);
      for (const content of answers.filter(({ card }) => card !== undefined)) {
        for (const part of seen(content).parts()) {
          // What a button sends, and passwords.
          if ('action' in part || part.fontType === 'Monospace') continue;
          const texts = SHOWN.flatMap((name) => (typeof part[name] === 'string' ? part[name] : []));
          for (const text of texts) {
            for (const line of leftOf(text.replace(OTHERS, ' '))) left.add(`${action}: ${line}`);
          }
        }
      }
    }
    await on.jobs.idle();
    await on.stop();
    assert.deepEqual([...left], []);
  });
});
