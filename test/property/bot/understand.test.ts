import fc from 'fast-check';
import assert from 'node:assert/strict';
import { linesWritten } from '../../../src/bot/framework/mention.js';
import { commandMatcher } from '../../../src/bot/match-command.js';
import { declaredCommands as commands } from '../../bot/support/declared.js';
import { messageOf } from '../../bot/support/messaging.js';

const { match: understand } = commandMatcher(commands, Date.now);
const words = fc.constantFrom(
  ...commands.flatMap((command) => command.words.map((line) => ({ command, line }))),
);
const end = fc.string({ unit: fc.constantFrom('.', '!', '?', '…', ' '), maxLength: 4 });

function anyCase(line: string): fc.Arbitrary<string> {
  return fc
    .array(fc.boolean(), { minLength: line.length, maxLength: line.length })
    .map((upper) =>
      line.replace(/./g, (c, at: number) => (upper[at] === true ? c.toUpperCase() : c)),
    );
}

function nameOf(text: string): string {
  const understood = understand(text);
  return 'command' in understood ? understood.command.name : 'none';
}

describe('understanding, however it is written', () => {
  const written = words.chain(({ command, line }) =>
    fc.record({ name: fc.constant(command.name), line: anyCase(line), end }),
  );

  it('in any case and with any ending', () => {
    fc.assert(
      fc.property(written, ({ name, line, end: ending }) => {
        assert.equal(nameOf(line + ending), name);
      }),
    );
  });

  const lists = words.filter(({ command }) => command.name === 'list');
  it('with a number after it, which is handed on', () => {
    fc.assert(
      fc.property(lists, fc.nat(), ({ command, line }, number) => {
        const understood = understand(`${line} ${number}`);
        assert.ok('command' in understood);
        assert.equal(understood.command, command);
        assert.equal(understood.rest, String(number));
      }),
    );
  });

  it('with a mention before or behind', () => {
    const bot = Buffer.from('ciscospark://us/PEOPLE/b07').toString('base64');
    fc.assert(
      fc.property(written, fc.boolean(), ({ name, line }, before) => {
        const tag = `<spark-mention data-object-id="${bot}">Rec Bot</spark-mention>`;
        const message = messageOf({
          text: before ? `Rec Bot ${line}` : `${line} Rec Bot`,
          html: before ? `${tag} ${line}` : `${line} ${tag}`,
          mentionedPeople: [bot],
        });
        assert.equal(nameOf(linesWritten(message, 'b07', 'Recordings').join(' ')), name);
      }),
    );
  });

  it('with two neighbours swapped: it is understood or asked about', () => {
    const single = words.filter(
      ({ command, line }) => !line.includes(' ') && line.length >= 4 && command.isHidden !== true,
    );
    fc.assert(
      fc.property(single, fc.nat(), ({ line }, at) => {
        const i = at % (line.length - 1);
        const slipped =
          line.slice(0, i) + (line[i + 1] ?? '') + (line[i] ?? '') + line.slice(i + 2);
        const understood = understand(slipped);
        assert.ok('command' in understood || understood.meant !== undefined, slipped);
      }),
    );
  });

  it('and what is suggested is understood', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (line, number) => {
        const understood = understand(`${line} ${number}`);
        if ('command' in understood || understood.meant === undefined) return;
        assert.ok('command' in understand(understood.meant.text));
        assert.ok(understood.meant.text.length <= 200);
      }),
    );
  });
});
