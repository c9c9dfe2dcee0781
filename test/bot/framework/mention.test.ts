import assert from 'node:assert/strict';
import { withoutMention } from '../../../src/bot/framework/mention.js';
import { messageOf } from '../support/messaging.js';

const idIn = (cluster: string, uuid = 'b07'): string =>
  Buffer.from(`ciscospark://${cluster}/PEOPLE/${uuid}`).toString('base64');
const BOT = idIn('us');
const mention = (name: string, id = BOT): string =>
  `<spark-mention data-object-type="person" data-object-id="${id}">${name}</spark-mention>`;

describe('withoutMention', () => {
  const cases: readonly (readonly [string, Parameters<typeof messageOf>[0], string])[] = [
    ['words without a mention', { text: 'list 5' }, 'list 5'],
    ['doubled blanks and lines', { text: '  list \n\t 5 ' }, 'list 5'],
    [
      'a mention at the start',
      { text: 'Recordings list', html: `${mention('Recordings')} list`, mentionedPeople: [BOT] },
      'list',
    ],
    [
      'a comma or colon after it',
      { text: 'Recordings: list', html: `${mention('Recordings')}: list`, mentionedPeople: [BOT] },
      'list',
    ],
    [
      'a mention at the end',
      { text: 'list Recordings', html: `list ${mention('Recordings')}`, mentionedPeople: [BOT] },
      'list',
    ],
    [
      'a shortened name',
      { text: 'Rec list', html: `${mention('Rec')} list`, mentionedPeople: [BOT] },
      'list',
    ],
    [
      'two mentions',
      {
        text: 'Recordings list Recordings',
        html: `${mention('Recordings')} list ${mention('Recordings')}`,
        mentionedPeople: [BOT],
      },
      'list',
    ],
    [
      'a message without HTML, in another case',
      { text: 'recordings list', mentionedPeople: [BOT] },
      'list',
    ],
    [
      'an id of another cluster',
      {
        text: 'Rec list',
        html: `${mention('Rec', idIn('urn:TEAM:eu'))} list`,
        mentionedPeople: [idIn('urn:TEAM:eu')],
      },
      'list',
    ],
    ['a mention alone', { text: 'Recordings', mentionedPeople: [BOT] }, ''],
    [
      'a name that is not in the text',
      { text: 'list', html: mention('Other name'), mentionedPeople: [BOT] },
      'list',
    ],
  ];
  it('reads a name with signs that HTML writes in another way', () => {
    const name = `Q&A <"Bob's">`;
    const html = `${mention('Q&amp;A &lt;&quot;Bob&#39;s&quot;&gt;')} list`;
    const message = messageOf({ text: `${name} list`, html, mentionedPeople: [BOT] });
    assert.equal(withoutMention(message, 'b07', name), 'list');
    const twice = { text: '&lt; list', html: mention('&amp;lt;'), mentionedPeople: [BOT] };
    assert.equal(withoutMention(messageOf(twice), 'b07', name), 'list');
  });

  it('takes out its own name where the one in the HTML is not in the text', () => {
    const html = `${mention('Record&shy;ings')} list`;
    const message = messageOf({ text: 'Recordings list', html, mentionedPeople: [BOT] });
    assert.equal(withoutMention(message, 'b07', 'Recordings'), 'list');
  });

  for (const [what, given, expected] of cases) {
    it(`reads ${what}`, () => {
      assert.equal(withoutMention(messageOf(given), 'b07', 'Recordings'), expected);
    });
  }

  it('takes out its own mention and leaves that of somebody else beside it', () => {
    const bob = idIn('us', 'bob');
    const message = messageOf({
      text: 'Bob Recordings list',
      html: `${mention('Bob', bob)} ${mention('Recordings')} list`,
      mentionedPeople: [bob, BOT],
    });
    assert.equal(withoutMention(message, 'b07', 'Recordings'), 'Bob list');
  });

  it('leaves the mention of somebody else', () => {
    const bob = idIn('us', 'bob');
    const text = 'Bob recordings';
    const message = messageOf({ text, html: mention('Bob', bob), mentionedPeople: [bob] });
    assert.equal(withoutMention(message, 'b07', 'Recordings'), text);
  });
});
