import { readFileSync } from 'node:fs';
import { lockFolder } from '../../src/store/folder-lock.js';

// Says that it is ready; when the file tells a time, takes one folder after the other, each at the
// same moment as whoever else was told so, and says which it has.
const [starter = '', ...folders] = process.argv.slice(2);
console.log('ready');
let start = 0;
while (start === 0) start = Number(readFileSync(starter, 'utf8'));
const won: number[] = [];
for (const [at, folder] of folders.entries()) {
  while (Date.now() < start + at * 20);
  try {
    await lockFolder(folder, () => undefined);
    won.push(at);
  } catch {
    // The other one has it.
  }
}
console.log(JSON.stringify(won));
// Until it is killed: what it has is free as soon as it ends, for another one that is slower.
setInterval(() => undefined, 60_000);
