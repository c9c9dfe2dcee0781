import assert from 'node:assert/strict';
import { candidates, mentionBefore, toSend } from '../../../sandbox/page/client/mention.js';

const bot = { personEmail: 'recordings@webex.bot', personDisplayName: 'Recordings' };
const ann = { personEmail: 'ann@example.com', personDisplayName: 'Ann' };
const annLee = { personEmail: 'lee@example.com', personDisplayName: 'Ann Lee' };

describe('a mention in what is typed', () => {
  it('is found just before the caret, and not inside an address', () => {
    assert.deepEqual(mentionBefore('hi @Rec', 7), { at: 3, typed: 'Rec' });
    assert.deepEqual(mentionBefore('@', 1), { at: 0, typed: '' });
    assert.equal(mentionBefore('a@b', 3), undefined);
    assert.equal(mentionBefore('@Rec now', 8), undefined);
  });

  it('is offered by the start of any word of a name', () => {
    assert.deepEqual(candidates([bot, ann, annLee], 'le'), [annLee]);
    assert.deepEqual(candidates([bot, ann, annLee], 'an'), [ann, annLee]);
  });

  it('becomes Webex’s markdown, the longest name first, in any case', () => {
    assert.deepEqual(toSend('@recordings list', [bot]), {
      markdown: '<@personEmail:recordings@webex.bot|Recordings> list',
    });
    assert.deepEqual(toSend('ask @Ann Lee', [ann, annLee]), {
      markdown: 'ask <@personEmail:lee@example.com|Ann Lee>',
    });
  });

  it('leaves everything else plain text', () => {
    for (const typed of ['list **5**', '@Recordingsbot', 'me@Recordings', '@Nobody']) {
      assert.deepEqual(toSend(typed, [bot]), { text: typed });
    }
  });
});
