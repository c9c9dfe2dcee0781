import assert from 'node:assert/strict';
import { readiness } from '../src/readiness.js';

describe('readiness', () => {
  const well = (): Promise<void> => Promise.resolve();
  const ill = (): Promise<void> => Promise.reject(new Error('postgres://user:secret@host'));

  it('is there when nothing is the matter', async () => {
    assert.equal(await readiness(() => undefined, well).problem(), undefined);
  });

  it('is not while Webex may not be telling us', async () => {
    assert.equal(await readiness(() => 'no webhooks', well).problem(), 'no webhooks');
  });

  it('is not while the database does not answer, whose words are not passed on', async () => {
    const { problem } = readiness(() => 'no webhooks', ill);
    assert.equal(await problem(), 'the database does not answer');
  });

  it('comes back with the database', async () => {
    let answers = ill;
    const { problem } = readiness(
      () => undefined,
      () => answers(),
    );
    assert.equal(await problem(), 'the database does not answer');
    answers = well;
    assert.equal(await problem(), undefined);
  });

  it('is over once it is stopping, and asks nobody any more', async () => {
    const ready = readiness(
      () => assert.fail('asked'),
      () => assert.fail('asked'),
    );
    ready.stop();
    assert.equal(await ready.problem(), 'stopping');
  });
});
