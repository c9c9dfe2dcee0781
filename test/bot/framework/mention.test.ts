import assert from 'node:assert/strict';
import {
  beginningOf,
  linesWritten,
  ofIt,
  ofMail,
  withAddresses,
  withoutReasons,
} from '../../../src/bot/framework/mention.js';
import { messageOf } from '../support/messaging.js';

const idIn = (cluster: string, uuid = 'b07'): string =>
  Buffer.from(`ciscospark://${cluster}/PEOPLE/${uuid}`).toString('base64');
const BOT = idIn('us');
const mention = (name: string, id = BOT): string =>
  `<spark-mention data-object-type="person" data-object-id="${id}">${name}</spark-mention>`;

const withoutMention = (...given: Parameters<typeof linesWritten>): string =>
  linesWritten(...given).join(' ');

describe('a pasted mail', () => {
  it('asks for its writer, whatever signs the address has', () => {
    const mail =
      'From: Bob <b$&b@example.com> Subject: demo Hi Anna, could you share the demo with me? Thanks';
    assert.match(ofMail(mail), /share the demo with b\$&b@example\.com\?$/);
  });
});

describe('a request', () => {
  it('is kept without what only tells of it, and with what describes the recording', () => {
    for (const why of [
      'it has faces',
      'we have the final one',
      'a student is asking',
      'just being nosy',
    ])
      assert.equal(withoutReasons(`delete the retro, ${why}`), 'delete the retro', why);
    const cut = 'delete the retro, it has faces, and a student is asking.';
    assert.equal(withoutReasons(cut), 'delete the retro');
    assert.equal(withoutReasons('delete the retro but let me see it first'), 'delete the retro');
    for (const kept of [
      'delete the retro, it was on friday',
      'delete the retro, the one that is long',
      'share the retro, it goes to bob@example.com',
      'the retro was good, it has faces',
    ])
      assert.equal(withoutReasons(kept), kept);
  });
  it('for “it” is of what was told before', () => {
    assert.equal(ofIt('deleted the retro by mistake, can you restore it'), 'restore the retro');
    assert.equal(ofIt('I owe Bob the retro; send it to him'), 'send the retro with Bob');
    assert.equal(ofIt('shared the retro with the wrong person, revoke it'), 'unshare the retro');
    assert.equal(ofIt('find the retro and download it'), 'download the retro');
    for (const kept of ['the sound is bad, delete it', 'I need the space, delete it', 'delete it'])
      assert.equal(ofIt(kept), kept);
    const long = `I deleted the ${'very '.repeat(200)}retro, restore it`;
    assert.equal(ofIt(long), long);
  });
});

describe('a long message', () => {
  it('is read from its beginning, which says that there is more', () => {
    const lines = ['list', 'x'.repeat(990), 'storage'];
    const cut = { lines: ['list', 'x'.repeat(990), 'stor'], isCut: true };
    assert.deepEqual(beginningOf(lines), cut);
    assert.deepEqual(beginningOf(lines.slice(0, 2)), { lines: lines.slice(0, 2), isCut: false });
    assert.deepEqual(beginningOf([]), { lines: [], isCut: false });
  });
});

describe('a message in one line', () => {
  const cases: readonly (readonly [string, Parameters<typeof messageOf>[0], string])[] = [
    ['words without a mention', { text: 'list 5' }, 'list 5'],
    ['doubled blanks and lines', { text: '  list \n\t 5 ' }, 'list 5'],
    ['many blanks in a line', { text: `list ${' '.repeat(7_000)}\t5` }, 'list 5'],
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
    ['a signature', { text: 'list 5\n--\nBob Smith\nlast floor, Acme' }, 'list 5'],
    ['a signature with a blank', { text: 'list 5\n\n-- \nBob' }, 'list 5'],
    ['what stands on a phone', { text: 'list 5\nSent from my iPhone' }, 'list 5'],
    [
      'a mail that is answered',
      {
        text: 'list 5\nOn Tue, Nov 24, 2026 at 10:00 AM Bob <bob@example.com> wrote:\n> list 7\nbin',
      },
      'list 5',
    ],
    ['a forwarded mail', { text: 'list 5\n-----Original Message-----\nFrom: Bob' }, 'list 5'],
    ['a closing', { text: 'list 5\nKind regards,\nAnna Schmidt\nSales Manager' }, 'list 5'],
    ['a closing with a number', { text: 'list 5\nThanks!\nBob\n+49 (30) 12' }, 'list 5'],
    ['thanks before a request', { text: 'Thanks\nlist 5' }, 'Thanks list 5'],
    ['a request behind thanks', { text: 'list 5\nthanks\nbin?' }, 'list 5 thanks bin?'],
    ['quoted lines', { text: '> the last one?\n>> list 7\nlist 5' }, 'list 5'],
    ['dashes before anything', { text: '--\nlist 5' }, '-- list 5'],
    ['dashes within a line', { text: 'list -- 5' }, 'list -- 5'],
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

describe('the lines of a message', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['list', ['list']],
    ['  list \t 2\n\n help\n', ['list 2', 'help']],
    ['Recordings\n: list\nhelp', ['list', 'help']],
    ['Recordings', []],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      const message = messageOf({ text, mentionedPeople: [BOT] });
      assert.deepEqual(linesWritten(message, 'b07', 'Recordings'), expected);
    });
  }
});

describe('a mention of somebody', () => {
  const people = ['Bob', 'Bob Brandt', 'Q&A', 'Bob', 'Eve', 'Dan', 'Ann'].map(
    (name, nth) => [name, `p${nth}`] as const,
  );
  const [bob, brandt, sign, other, eve, dan, ann] = people.map(([name, uuid]) =>
    mention(name.replace('&', '&amp;'), idIn('us', uuid)),
  );
  const cases: readonly (readonly [string, string, string])[] = [
    ['for Bob list', `for ${bob} list`, 'for p0@example.com list'],
    ['for @Bob list', `for ${bob} list`, 'for p0@example.com list'],
    ['list hosted by Bob Brandt', `hosted by ${brandt}`, 'list hosted by p1@example.com'],
    ['share it with Q&A, Bob', `${sign}, ${bob}`, 'share it with p2@example.com, p0@example.com'],
    ['for Bob and Bob', `${bob} and ${other}`, 'for p0@example.com and p3@example.com'],
    [
      'with Eve, Dan, Ann, Bob',
      `${eve}${dan}${ann}${bob}`,
      'with p4@example.com, p5@example.com, p6@example.com, Bob',
    ],
    ['list Bob', `list ${bob}`, 'list Bob'],
    ['for Bobby list', `for ${bob}by list`, 'for Bobby list'],
    ['for Nobody list', `for ${mention('Nobody', idIn('us', 'nobody'))} list`, 'for Nobody list'],
    ['list by Recordings', `list by ${mention('Recordings')}`, 'list by Recordings'],
    ['for Bob list', `<blockquote>${bob}</blockquote>for Bob list`, 'for Bob list'],
    ['for Bob list', '', 'for Bob list'],
  ];
  for (const [line, html, expected] of cases) {
    it(`in “${line}” is read as “${expected}”`, async () => {
      const addressOf = (uuid: string) =>
        Promise.resolve(uuid === 'nobody' ? undefined : `${uuid}@example.com`);
      const read = await withAddresses([line], messageOf({ text: line, html }), 'b07', addressOf);
      assert.deepEqual(read, [expected]);
    });
  }
});
