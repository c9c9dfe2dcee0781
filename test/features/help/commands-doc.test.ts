import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { type Command, helpGroups } from '../../../src/bot/feature.js';
import { declaredCommands } from '../../bot/support/declared.js';

const FILE = new URL('../../../docs/commands.md', import.meta.url);
const BEGINS = '<!-- Made from the declarations of the commands: see the test. -->';

/** A table for each heading of the help. */
function tablesOf(commands: readonly Command[]): string {
  return Object.entries(helpGroups())
    .map(([name, title]) => {
      const rows = commands
        .filter(({ group = 'account', isHidden }) => group === name && isHidden !== true)
        .map(({ words, help, forOthers }) => {
          const [first = '', ...others] = words;
          const cells = [code(first), help.replace(/\*\*/g, '`'), others.map(code).join(', ')];
          return `| ${[...cells, forOthers === true ? 'yes' : ''].join(' | ')} |`;
        });
      const head = ['| Write | What it does | Or write | For others, too |', '| - | - | - | - |'];
      return [`## ${title}`, '', ...head, ...rows].join('\n');
    })
    .join('\n\n');
}

const code = (words: string): string => `\`${words}\``;

/** Without what the formatter adds to tables. */
const bare = (text: string): string => text.replace(/-{2,}/g, '-').replace(/ {2,}/g, ' ').trim();

describe('docs/commands.md', () => {
  it('lists the commands as they are declared', () => {
    const [intro = '', written = ''] = readFileSync(FILE, 'utf8').split(BEGINS);
    const made = tablesOf(declaredCommands);
    if (process.env.WRITE_DOCS === 'true') {
      writeFileSync(FILE, `${intro}${BEGINS}\n\n${made}\n`);
      return;
    }
    const how = 'WRITE_DOCS=true npx mocha test/features/help && npx oxfmt docs';
    assert.equal(bare(written), bare(made), how);
  });
});
