import assert from 'node:assert/strict';
import { SECRET, doctorOnSandbox } from './doctor/on-sandbox.js';

describe('npm run doctor', function () {
  this.timeout(60_000);
  const { doctor, findings, finds } = doctorOnSandbox();

  it('finds nothing where nothing is wrong, before the first start', async () => {
    assert.deepEqual(await findings({}), []);
    const { code, text } = await doctor([], {});
    assert.equal(code, 0);
    assert.match(text, /^ok +bot token +the bot recordings@webex\.bot$/m);
    assert.match(text, /Nothing is wrong\.$/);
  });

  const elsewhere = { ALLOWED_DOMAINS: '' };
  finds([
    [
      'names that look like known ones',
      { ALOWED_DOMAINS: 'x', PORT: 'y' },
      [
        'wrong configuration: PORT is not valid',
        'wrong configuration: ALOWED_DOMAINS is not known',
      ],
    ],
    [
      'that everybody is served',
      elsewhere,
      ['look whom it serves: everybody at Webex who finds the bot'],
    ],
    [
      'keys that are none',
      { TOKEN_KEYS: 'k1:short' },
      ['wrong configuration: TOKEN_KEYS cannot be used'],
    ],
  ]);

  it('says how it is used, and no secret ever', async () => {
    assert.equal((await doctor(['--yes'], {})).code, 2);
    const { text } = await doctor([], { WEBEX_CLIENT_SECRET: 'hush', WEBEX_BOT_TOKEN: 'hush' });
    assert.doesNotMatch(text, new RegExp(`hush|${SECRET}`));
  });
});
