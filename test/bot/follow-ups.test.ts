import assert from 'node:assert/strict';
import type { Actor } from '../../src/accounts/types.js';
import { type Command, command } from '../../src/bot/feature.js';
import { lastAnswers, partsOf } from '../../src/bot/follow-ups.js';
import { commandMatcher } from '../../src/bot/match-command.js';
import { declaredCommands } from './support/declared.js';

const ALICE: Actor = { personId: '11111111-1111-4111-8111-111111111111' };
const BOB: Actor = { personId: '22222222-2222-4222-8222-222222222222' };

const scripted = (name: string, given: Partial<Command> = {}): Command => ({
  ...command({ name, words: [name], help: '', run: () => Promise.resolve() }),
  ...given,
});
const zone = scripted('zone', { follows: (line, before) => `${before} not ${line}` });
const list = scripted('list');

describe('a line below an answer', () => {
  const answers = () => lastAnswers(commandMatcher(declaredCommands, Date.now));

  it('is what the command makes of it that answered last', () => {
    const last = answers();
    assert.equal(last.goesOn(ALICE, 'berlin'), undefined);
    last.note(ALICE, { command: zone, rest: 'rome' });
    assert.equal(last.goesOn(ALICE, 'berlin'), 'rome not berlin');
    assert.equal(last.goesOn(ALICE, 'paris'), 'rome not paris');
    assert.equal(last.goesOn(BOB, 'berlin'), undefined);
    last.note(ALICE, { command: { ...zone, name: 'place' }, rest: '' });
    assert.equal(last.goesOn(ALICE, 'berlin'), ' not berlin');
    last.note(ALICE, { command: list, rest: '' });
    assert.equal(last.goesOn(ALICE, 'berlin'), undefined);
  });

  it('goes on behind a word back and an explanation, and not behind a click', () => {
    const last = answers();
    last.note(ALICE, { command: zone, rest: 'rome' });
    last.note(ALICE, { command: scripted('thanks', { isHidden: true }), rest: '' });
    last.note(ALICE, { command: scripted('help', { explains: true }), rest: 'zone' });
    last.note(ALICE, { command: zone, rest: '' });
    assert.equal(last.goesOn(ALICE, 'berlin'), 'rome not berlin');
    last.forget(ALICE);
    assert.equal(last.goesOn(ALICE, 'berlin'), undefined);
  });

  it('may be about somebody else still, whatever was asked for oneself meanwhile', () => {
    const last = answers();
    const forBob = scripted('for', {
      group: 'others',
      follows: (line, before) => (line.startsWith('his ') ? `for ${before} ${line}` : undefined),
    });
    last.note(ALICE, { command: forBob, rest: 'bob@example.com list' });
    last.note(ALICE, { command: list, rest: '' });
    last.forget(ALICE);
    assert.equal(last.goesOn(ALICE, 'his bin'), 'for bob@example.com list his bin');
    assert.equal(last.goesOn(ALICE, 'my bin'), undefined);
  });

  it('is of the person who wrote, and not of those for whom they act', () => {
    const last = answers();
    const onBehalfOf = { personId: BOB.personId, email: 'bob@example.com', displayName: 'Bob' };
    last.note({ ...ALICE, onBehalfOf }, { command: zone, rest: 'rome' });
    assert.equal(last.goesOn(ALICE, 'berlin'), undefined);
    assert.equal(last.goesOn(BOB, 'berlin'), undefined);
  });

  it('goes on from what offered its readings, where it is none of them', () => {
    const last = answers();
    last.note(ALICE, { command: zone, rest: 'rome' });
    last.noteReadings(ALICE, [{ title: 'Yes', line: 'list' }]);
    assert.equal(last.goesOn(ALICE, 'berlin'), 'rome not berlin');
    last.noteReadings(ALICE, [
      { title: 'a', line: 'list older than 90 days' },
      { title: 'b', line: 'list older than 2 years' },
    ]);
    assert.equal(last.goesOn(ALICE, '5 hours'), 'list older than 5 hours');
  });

  describe('below readings that were offered', () => {
    const OFFERED = [
      {
        title: 'Older than 90 days, for example',
        line: 'clean up older than 90 days about budget',
      },
      { title: 'Older than a year', line: 'clean up older than a year about budget' },
    ];
    for (const [said, meant] of [
      ['older than a year', 'clean up older than a year about budget'],
      ['Older than 90 days', 'clean up older than 90 days about budget'],
      ['9 months', 'clean up older than 9 months about budget'],
      ['older than 9 months', 'clean up older than 9 months about budget'],
      ['storage', undefined],
      ['delete everything', undefined],
    ] as const) {
      it(`“${said}” is ${meant ?? 'about something else'}`, () => {
        const last = answers();
        last.noteReadings(ALICE, OFFERED);
        assert.equal(last.goesOn(BOB, said), undefined);
        assert.equal(last.goesOn(ALICE, said), meant);
        // They are offered for one line.
        assert.equal(last.goesOn(ALICE, said), undefined);
      });
    }
  });
});

describe('the parts of a line', () => {
  it('are what is said one after the other, the shortest answers last', () => {
    assert.deepEqual(partsOf('ooh that’s a lot, just last week’s'), [
      'ooh that’s a lot',
      'just last week’s',
    ]);
    assert.deepEqual(partsOf('no, not now! Then delete the second.'), [
      'not now',
      'Then delete the second',
      'no',
    ]);
    assert.deepEqual(partsOf('it is late and can you show me the list'), [
      'it is late',
      'can you show me the list',
    ]);
  });

  it('are none of a line in one piece, or in very many', () => {
    assert.deepEqual(partsOf('what on earth is that'), []);
    assert.deepEqual(partsOf('a b, '.repeat(20)), []);
  });
});
