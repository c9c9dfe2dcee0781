import assert from 'node:assert/strict';
import { thanks, wordBack } from '../../../src/features/help/answers.js';
import type { MessageContext } from '../../../src/bot/context.js';
import { words } from '../../../src/util/words.js';
import { seen } from '../../bot/support/card.js';
import { scriptedClick } from '../../bot/support/context.js';

describe('a word back', () => {
  /** @param cards the titles of their buttons, the last card first */
  const answered = async (rest: string, line: string, ...cards: readonly string[][]) => {
    const did: string[] = [];
    const ctx = scriptedClick({ personId: 'alice' }, true, (said) => {
      did.push(`says ${said}`);
      return Promise.resolve('done');
    });
    const press: MessageContext['press'] = (choose) => {
      for (const titles of cards) {
        const title = choose(titles);
        if (title === undefined) continue;
        if (title !== '') did.push(`presses ${title}`);
        return Promise.resolve(title !== '');
      }
      return Promise.resolve(false);
    };
    await wordBack().run({ ...ctx, line, press }, rest);
    return ctx.answers.length > 0 ? seen(ctx.only('reply')).text() : did.join();
  };
  const { turnOn, turnOff } = words.notify;

  it('thanks back', async () => {
    const ctx = scriptedClick({ personId: 'alice' });
    await thanks().run(ctx, '');
    assert.match(ctx.only('say').markdown, /welcome/);
  });

  it('presses what is on or off on a card above', async () => {
    assert.equal(await answered('on', 'on', ['List'], [turnOn, 'List']), `presses ${turnOn}`);
    assert.equal(await answered('off', 'turn it off', ['List', turnOff]), `presses ${turnOff}`);
  });

  it('shows what there is to turn on or off where no card is about it', async () => {
    assert.equal(await answered('on', 'on', ['List']), 'says notify');
    assert.equal(await answered('turn off', 'turn off it'), 'says stop');
    assert.equal(await answered('off', 'off', ['a'], ['b'], ['c'], [turnOff]), 'says stop');
  });

  it('says yes to the main button of the last card alone', async () => {
    assert.equal(await answered('', 'yes', [turnOn, 'List']), `presses ${turnOn}`);
    assert.match(await answered('', 'yes', ['List', turnOn]), /^Nothing is waiting/);
    assert.match(await answered('', 'yes', ['List'], [turnOn]), /^Nothing is waiting/);
    assert.match(await answered('', 'no dont', [turnOn]), /^All right/);
  });
});
