import assert from 'node:assert/strict';
import { fileNameOf } from '../../../sandbox/page/client/file-name.js';

describe('the name of a file in its header', () => {
  it('is read in UTF-8, plain, or made up', () => {
    assert.equal(
      fileNameOf(`attachment; filename="r?ume.csv"; filename*=UTF-8''r%C3%A4ume.csv`),
      'räume.csv',
    );
    assert.equal(
      fileNameOf('attachment; filename="list of recordings.csv"'),
      'list of recordings.csv',
    );
    assert.equal(fileNameOf(`attachment; filename="a.csv"; filename*=UTF-8''%E0%A4%A`), 'a.csv');
    assert.equal(fileNameOf(''), 'file');
  });
});
