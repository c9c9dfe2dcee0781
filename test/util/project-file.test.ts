import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { projectFile } from '../../src/util/project-file.js';

describe('projectFile', () => {
  for (const path of ['package.json', 'cards/', 'migrations/meta/_journal.json']) {
    it(`finds ${path} from the root of the project`, () => {
      assert.ok(existsSync(projectFile(path)));
    });
  }
});
