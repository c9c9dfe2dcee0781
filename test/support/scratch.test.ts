import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolders } from './scratch.js';
import { until } from './until.js';

/** Until the folder is gone, and for half a second at most. */
const WRITES_ON = `
  const { writeFileSync } = require('node:fs');
  const end = Date.now() + 500;
  for (let n = 0; Date.now() < end; n += 1) writeFileSync(process.argv[1] + '/' + n, '');
`;

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

  it('go although somebody is still writing there', async () => {
    const ending = new EventEmitter();
    const folder = scratchFolders(ending as NodeJS.Process)('bot-busy-');
    const child = spawn(process.execPath, ['-e', WRITES_ON, folder], { stdio: 'ignore' });
    const ended = once(child, 'close');
    await until(() => readdirSync(folder).length > 0);
    ending.emit('exit', 0);
    assert.equal(existsSync(folder), false);
    await ended;
  });

  it('go when the process of the tests ends', () => {
    const names = process.listeners('exit').map(({ name }) => name);
    assert.ok(names.includes('removeScratchFolders'), names.join());
  });
});
