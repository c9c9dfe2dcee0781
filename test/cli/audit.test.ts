import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { auditLog } from '../../src/audit/audit.js';
import { auditCommand } from '../../src/cli/audit.js';
import type { StoreConfig } from '../../src/store/store.js';
import { Permit } from '../../src/util/permit.js';
import { describeDatabases } from '../support/databases.js';

const NOW = Date.parse('2026-08-07T10:00:00Z');
const DAY = 86_400_000;

function environmentOf(wish: StoreConfig): Record<string, string> {
  return wish.kind === 'postgres' ? { DATABASE_URL: wish.url } : { DATA_DIR: wish.folder };
}

/** Runs the tool, and keeps what it wrote and what it complained about. */
async function run(args: string[], env: Record<string, string> = {}) {
  let text = '';
  const complaints: string[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  const terminal = {
    env,
    say: () => assert.fail('only the export belongs on standard output'),
    complain: (line: string) => complaints.push(line),
  };
  const code = await auditCommand(args, terminal, out, NOW);
  return { code, text, complaints };
}

describeDatabases('npm run audit', ({ fresh, open }) => {
  async function filled(): Promise<Record<string, string>> {
    const wish = await fresh();
    const store = await open(wish);
    const audit = auditLog(store.db);
    for (const days of [40, 20, 1]) {
      const attempt = {
        personId: 'p1',
        authority: 'own',
        recordingId: `r${days}`,
        siteUrl: undefined,
        change: 'trash',
        eventKey: Permit.ofEvent(`attachmentActions:created:c${days}`).key,
      } as const;
      await audit.open(attempt, NOW - days * DAY);
    }
    await store.close();
    return environmentOf(wish);
  }

  it('writes the last thirty days as CSV when it is told nothing', async () => {
    const { code, text } = await run([], await filled());
    assert.equal(code, 0);
    const lines = text.split('\r\n');
    const [columns = '', ...rows] = lines;
    const at = columns.split(',').indexOf('"recordingId"');
    assert.deepEqual(
      rows.map((row) => row.split(',')[at]),
      ['"r20"', '"r1"', undefined],
    );
  });

  it('writes since when and how it is told', async () => {
    const env = await filled();
    const wide = await run(['--since', '2026-01-01', '--format', 'json'], env);
    const ids = (JSON.parse(wide.text) as { recordingId: string }[]).map((one) => one.recordingId);
    assert.deepEqual(ids, ['r40', 'r20', 'r1']);
    assert.equal((await run(['--since=1h', '--format=json'], env)).text, '[]\n');
  });
});

describe('npm run audit, told what it does not know', () => {
  for (const args of [['--since', 'ever'], ['--format', 'xml'], ['--csv'], ['30d'], ['--since']]) {
    it(`explains itself: ${args.join(' ')}`, async () => {
      const { code, text, complaints } = await run(args);
      assert.equal(code, 2);
      assert.equal(text, '');
      assert.match(complaints.join('\n'), /--since 30d --format csv/);
    });
  }
});
