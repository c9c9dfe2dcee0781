import assert from 'node:assert/strict';
import { listSentence, nothingIn } from '../../../src/features/list/sentence.js';
import { ever } from '../../../src/query/calendar.js';
import { NOW, stateOfList } from '../../bot/support/recordings.js';

describe('what a list shows, in a sentence', () => {
  it('is about one’s own, or somebody else’s', () => {
    assert.equal(listSentence(stateOfList()), 'Your recordings from the last 30 days');
    for (const other of [{ host: 'bob' }, { scope: 'site' }] as const) {
      assert.doesNotMatch(listSentence(stateOfList(other)), /your/i);
    }
  });

  it('quotes a topic so that it does nothing', () => {
    const sentence = listSentence(stateOfList({ filter: { topic: '[x](https://evil.example)' } }));
    assert.match(sentence, /“\[x\]\u2060\(/);
  });
});

describe('what is said in place of the rows where there are none', () => {
  const zone = 'UTC';
  const all = { span: ever({ now: NOW, zone }), zone };
  const bin = { status: 'deleted' } as const;

  it('offers a wider search only where there is one', () => {
    assert.match(nothingIn(stateOfList()), /^You have no recordings in this time: a wider search/);
    assert.equal(nothingIn(stateOfList({ days: 365 })), 'You have no recordings in this time.');
  });

  it('does not speak of “you” where it is somebody else’s list', () => {
    for (const other of [{ host: 'bob' }, { scope: 'organization' }] as const) {
      assert.match(nothingIn(stateOfList(other)), /^There are no recordings/);
    }
  });

  it('calls the recycle bin empty only when all of it was looked at', () => {
    assert.equal(nothingIn(stateOfList({ ...all, filter: bin })), 'The recycle bin is empty.');
    const narrowed = stateOfList({ ...all, filter: { ...bin, topic: 'x' } });
    assert.match(nothingIn(narrowed), /^There are no such recordings in the recycle bin/);
    assert.match(nothingIn(stateOfList({ filter: bin })), /^The recycle bin holds nothing of this/);
  });

  it('says why a tag finds nothing, whatever else is looked for', () => {
    const state = stateOfList({ filter: { ...bin, integrationTag: 'x' } });
    assert.match(nothingIn(state), /Webex shows a tag only to the integration that made it/);
  });

  it('says that it was narrowed', () => {
    assert.match(nothingIn(stateOfList({ filter: { format: 'MP4' } })), /^There are no such/);
  });
});
