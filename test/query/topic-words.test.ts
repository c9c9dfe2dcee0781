import assert from 'node:assert/strict';
import {
  ARTICLES,
  IN_FRONT,
  NONE,
  alternatives,
  nearestOf,
  withoutMeeting,
  trim,
} from '../../src/query/topic-words.js';

describe('the words around a topic', () => {
  it('are taken off at both ends, and none of them inside it', () => {
    for (const [said, topic] of [
      ['show me the recordings of state of the union please', 'state of the union'],
      ['any recordings about the all hands', 'about the all hands'],
      ['(budget)', 'budget'],
      ['*budget*', 'budget'],
      ['the meeting', ''],
      ['my recordings', ''],
    ] as const) {
      assert.equal(trim(said, IN_FRONT), topic, said);
    }
  });

  it('stay but for an article where the topic is marked', () => {
    assert.equal(trim('the recordings of all', ARTICLES), 'recordings of all');
    assert.equal(trim('the meeting', NONE, NONE), 'the meeting');
  });

  it('part several topics: commas and “or”, and “and” between words long enough', () => {
    assert.deepEqual(alternatives('standup, retro and planning', IN_FRONT), [
      'standup',
      'retro',
      'planning',
    ]);
    assert.deepEqual(alternatives('the R and D or sales and marketing', IN_FRONT), [
      'R and D',
      'sales',
      'marketing',
    ]);
    assert.deepEqual(alternatives('1,000 users', IN_FRONT), ['1,000 users']);
    assert.deepEqual(alternatives('and the', IN_FRONT), []);
  });
});

describe('the name that is nearest to what was said', () => {
  const names = ['Quarterly roadmap', 'Partner onboarding: Contoso', 'Onboarding: your first week'];
  const of = (said: string) => nearestOf(said, names, (word) => word === 'find');

  it('is looked for by the first twenty words of a long line', () => {
    const long = (many: number) => Array.from({ length: many }, (_, nth) => `qx${nth}zz`).join(' ');
    assert.ok(of(`${long(19)} onboarding`).nearest.includes(names[1] ?? '?'));
    assert.deepEqual(of(`${long(20)} onboarding`).nearest, []);
  });

  it('is found beside what people say of what they believe', () => {
    const said = 'could I have contoso? I believe it was about moving it';
    assert.deepEqual(of(said), { nearest: [names[1]], isNamed: true, shares: 1 });
  });
  it('shares the most words with it, whatever else was said', () => {
    const said = 'my colleague told me to find the onboarding session with contoso';
    assert.deepEqual(of(said), { nearest: [names[1]], isNamed: true, shares: 2 });
  });

  it('is found in spite of a slip, and in the plural', () => {
    assert.deepEqual(of('teh quaterly roadmpa').nearest, [names[0]]);
    assert.deepEqual(nearestOf('interviews', ['Interview: Anna'], () => false).nearest, [
      'Interview: Anna',
    ]);
    assert.deepEqual(of('road').nearest, [names[0]]);
    assert.deepEqual(of('way').nearest, []);
  });

  it('may leave out what any recording is, but no name of its own', () => {
    assert.equal(withoutMeeting('planning meetings'), 'planning');
    assert.equal(withoutMeeting('acme sales call'), 'acme sales');
    for (const said of ['the meeting', 'my last call', 'video call', 'callback'])
      assert.equal(withoutMeeting(said), undefined);
  });

  it('is a guess among several, and where most that was said is not in it', () => {
    assert.deepEqual(of('onboarding'), { nearest: [names[1], names[2]], isNamed: true, shares: 1 });
    assert.equal(of('contoso').isNamed, true);
    assert.equal(of('the contoso invoice of the accountants').isNamed, false);
    assert.equal(of('I think bob should get the contoso one').isNamed, true);
    assert.deepEqual(of('find'), { nearest: [], isNamed: false, shares: 0 });
  });

  it('is told from others that share as much by its number, and by what is to be done with it', () => {
    const days = ['Summit, day 1', 'Summit, day 2', 'Full summit'];
    const ofDays = (said: string) => nearestOf(said, days, () => false).nearest;
    assert.deepEqual(ofDays('I missed day 2 of the summit'), ['Summit, day 2']);
    assert.deepEqual(ofDays('could you save the full summit to my laptop'), ['Full summit']);
    assert.deepEqual(ofDays('please share what I recorded with everyone'), []);
  });

  it('is written with other letters, and shortened', () => {
    const told = (said: string) => nearestOf(said, ['Rückblick', 'Board preparation'], () => false);
    for (const said of ['Rueckblick', 'ruckblick', 'RÜCKBLICK'])
      assert.deepEqual(told(said).nearest, ['Rückblick'], said);
    assert.deepEqual(told('board prep').nearest, ['Board preparation']);
  });
});
