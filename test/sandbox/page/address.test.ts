import assert from 'node:assert/strict';
import { readSelection, writeSelection } from '../../../sandbox/page/client/address.js';

describe('the chat page’s address', () => {
  it('selects Alice’s space with the bot when it says nothing', () => {
    assert.deepEqual(readSelection(''), {
      person: 'alice@example.com',
      space: 'direct',
      theme: undefined,
      width: undefined,
    });
  });

  it('reads back what it wrote', () => {
    const selection = {
      person: 'a+b@example.com',
      space: 'group',
      theme: 'dark',
      width: 340,
    } as const;
    assert.deepEqual(readSelection(writeSelection(selection)), selection);
  });

  it('ignores a theme or a width that is none', () => {
    const { theme, width } = readSelection('?theme=pink&width=12');
    assert.deepEqual({ theme, width }, { theme: undefined, width: undefined });
  });
});
