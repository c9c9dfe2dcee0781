import assert from 'node:assert/strict';
import { escapeText } from '../../../src/bot/ui/escape.js';
import { LARGEST_CARD_BYTES, bytesOf } from '../../../src/bot/ui/card.js';
import {
  shareFormCard,
  shareQuestionCard,
  sharedCard,
  sharedOne,
  sharingForm,
  sharingOf as sharingIn,
} from '../../../src/features/share/cards.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { seen, titles } from '../../bot/support/card.js';
import { recordingOf, stateOfList } from '../../bot/support/recordings.js';

const recording = recordingOf();
const state = stateOfList();
const one = sharedOne(recording, state);
const sharingOf = (inputs: object) => sharingIn(sharingForm.parse(inputs));
const request = { method: 'POST', path: '/x' };
const many = (count: number, length = 10): string[] =>
  Array.from({ length: count }, (_, n) => `${'p'.repeat(length)}${n}@example.com`);

describe('the form for sharing', () => {
  it('is empty, or as it was filled in, and the way back sends none of it', () => {
    const form = seen(shareFormCard(one, sharingOf({ tell: 'true' })));
    assert.equal(form.dataOf('Next').action, 'confirm-share');
    const [back] = form.buttons('« Back to the recording');
    assert.equal(back?.associatedInputs, 'none');
    const wanted = { add: ['a@b.cc'], remove: [], sendEmail: false };
    const words = JSON.stringify(seen(shareFormCard(one, { wanted })).content);
    assert.match(words, /"value":"a@b\.cc".*"value":"".*"value":"false"/);
  });

  it('says what is wrong, and comes back empty where it would be too large', () => {
    const words = many(7).map((one) => `${one}[`);
    const problem = { kind: 'not-addresses', words } as const;
    const wanted = { add: many(100, 100), remove: many(100, 60), sendEmail: true };
    const content = shareFormCard(one, { wanted, problem });
    assert.match(content.markdown, /Not an email address: “p+0.@.+”, and 2 more\./);
    assert.ok(bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES);
  });
});

describe('the question before sharing', () => {
  it('names twenty of each at most, and whether they are written to', () => {
    const wanted = { add: many(25), remove: many(1), sendEmail: false };
    const content = shareQuestionCard(one, { wanted });
    assert.match(content.markdown, /, and 5 more\n\n\*\*Loses/);
    assert.match(content.markdown, /Nobody gets an email\./);
    const data = seen(content).dataOf('Share');
    assert.equal(data.add, many(25).join(' '));
    assert.deepEqual([data.action, data.tell], ['share', 'false']);
  });

  it('is not asked where a card cannot hold the names', () => {
    const wanted = { add: many(100, 60), remove: many(100, 60), sendEmail: false };
    const content = shareQuestionCard(one, { wanted });
    assert.match(content.markdown, /^\*\*Share “.*more addresses than I can take/s);
  });
});

describe('what a person wrote about sharing', () => {
  it('is addresses, parted in any way, each once and in lower case', () => {
    const inputs = { add: ' A@b.cc,c@d.ee;\nA@B.CC ', remove: 'x@y.zz', tell: 'true' };
    assert.deepEqual(sharingOf(inputs), {
      wanted: { add: ['a@b.cc', 'c@d.ee'], remove: ['x@y.zz'], sendEmail: true },
    });
  });

  for (const [pasted, ...meant] of [
    ['Bob Brandt <bob@b.cc>; "Carr, Carol" <CAROL@b.cc>', 'bob@b.cc', 'carol@b.cc'],
    ['Bob <bob@b.cc>, Carol <carol@b.cc>, dan@b.cc', 'bob@b.cc', 'carol@b.cc', 'dan@b.cc'],
    ['<bob@b.cc>', 'bob@b.cc'],
    ['mailto:bob@b.cc Carol <mailto:carol@b.cc>', 'bob@b.cc', 'carol@b.cc'],
    [escapeText('bob@mail.b.cc'), 'bob@mail.b.cc'],
    ['bob@b.cc\u200B\uFEFF carol@b.cc', 'bob@b.cc', 'carol@b.cc'],
    ['bob@b.cc，carol@b.cc、dan@b.cc；eve@b.cc', 'bob@b.cc', 'carol@b.cc', 'dan@b.cc', 'eve@b.cc'],
  ] as const) {
    it(`is addresses as they are pasted: ${pasted}`, () => {
      const { wanted, problem } = sharingOf({ add: pasted });
      assert.deepEqual([wanted.add, problem], [meant, undefined]);
    });
  }

  it('may be joined by words', () => {
    const { wanted, problem } = sharingOf({ add: 'a@b.cc and c@d.ee & bob' });
    assert.deepEqual(wanted.add, ['a@b.cc', 'c@d.ee']);
    assert.deepEqual(problem, { kind: 'not-addresses', words: ['bob'] });
  });

  it('is no name without an address, nor what only looks like one', () => {
    for (const add of ['Bob Brandt', 'Bob <bob>', 'Bob <bob@>', 'Bob <@b.cc> <bob@b.cc>']) {
      assert.equal(sharingOf({ add }).problem?.kind, 'not-addresses', add);
    }
  });

  it('writes to nobody unless that is said', () => {
    for (const tell of [undefined, 'false', 'yes', true, 7]) {
      assert.equal(sharingOf({ add: 'a@b.cc', tell }).wanted.sendEmail, false);
    }
  });

  it('keeps what is right beside what is not', () => {
    const { wanted, problem } = sharingOf({ add: 'a@b.cc ${x}', remove: '@' });
    assert.deepEqual(wanted.add, ['a@b.cc']);
    assert.deepEqual(problem, { kind: 'not-addresses', words: ['${x}', '@'] });
  });

  it('is nothing where the client sent no text', () => {
    for (const add of [undefined, 7, null, {}, 'x'.repeat(12_001)]) {
      assert.deepEqual(sharingOf({ add }).problem, { kind: 'none' });
    }
  });

  it('takes a hundred in each field and no more, and nobody in both', () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, n) => `p${n}@x.cc`).join(' ');
    assert.equal(sharingOf({ add: many(100) }).problem, undefined);
    assert.deepEqual(sharingOf({ remove: many(101) }).problem, { kind: 'too-many', most: 100 });
    const both = sharingOf({ add: 'a@b.cc', remove: 'A@b.cc c@d.ee' }).problem;
    assert.deepEqual(both, { kind: 'both', addresses: ['a@b.cc'] });
  });
});

describe('what came of sharing', () => {
  const wanted = { add: ['a@b.cc'], remove: [], sendEmail: true };

  it('is told with who, and whether they were written to', () => {
    const told = (kind: 'done' | 'done-again', sendEmail = true): string =>
      sharedCard(recording, state, { ...wanted, sendEmail }, { kind }).markdown;
    assert.match(told('done'), /Webex is emailing them/);
    assert.match(told('done-again'), /they may not have got one/);
    assert.match(told('done', false), /Nobody gets an email/);
    const removed = { add: [], remove: ['a@b.cc'], sendEmail: true };
    const undo = (add: string[]) =>
      titles(sharedCard(recording, state, { ...wanted, add }, { kind: 'done' })).filter((title) =>
        title.startsWith('Stop this sharing'),
      );
    assert.deepEqual(undo(many(1)).length, 1, 'that can be taken back');
    assert.deepEqual(undo(many(20)).length, 1);
    assert.deepEqual([undo([]), undo(many(21))], [[], []], 'what no card could carry');
    const { markdown } = sharedCard(recording, state, removed, { kind: 'done' });
    assert.match(markdown, /No longer with:\*\* a/);
    assert.doesNotMatch(markdown, /emailing|With:/);
  });

  it('is told with what to do where it was not done', () => {
    const refused = new WebexRefused(request, 403, { trackingId: 'ROUTER_1', reason: 'x' });
    const no = sharedCard(recording, state, wanted, { kind: 'unchanged', error: refused });
    assert.ok(titles(no).includes('Connect again') && !titles(no).includes('Try again'));
    const error = new WebexUnreachable(request, 'ECONNRESET');
    const content = sharedCard(recording, state, wanted, { kind: 'unsure', error });
    assert.match(content.markdown, /people may get the email twice/);
    assert.equal(seen(content).dataOf('Try again').add, 'a@b.cc');
  });
});
