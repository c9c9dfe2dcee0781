import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolders } from './scratch.js';

describe('scratch folders', () => {
  it('go when the process ends, with what is in them', () => {
    const ending = new EventEmitter();
    const scratchFolder = scratchFolders(ending as NodeJS.Process);
    const folders = ['bot-one-', 'bot-other-'].map((prefix) => scratchFolder(prefix));
    for (const folder of folders) writeFileSync(join(folder, 'file'), '');
    assert.deepEqual(folders.map(existsSync), [true, true]);
    ending.emit('exit', 0);
    assert.deepEqual(folders.map(existsSync), [false, false]);
  });

  it('go when the process of the tests ends', () => {
    const names = process.listeners('exit').map(({ name }) => name);
    assert.ok(names.includes('removeScratchFolders'), names.join());
  });
});
