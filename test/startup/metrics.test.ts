import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { openMetrics, templateOf } from '../../src/startup/metrics.js';
import type { MetricsDeps } from '../../src/startup/metrics.js';
import { describeDatabases } from '../support/databases.js';

const click = { resource: 'attachmentActions', event: 'created', data: {} };

describeDatabases('metrics', ({ kind, open }) => {
  async function deps(reason?: string): Promise<MetricsDeps> {
    const store = await open();
    return { version: '1.2.3', store, notReady: () => Promise.resolve(reason) };
  }

  it('count what is in the database, for all processes', async () => {
    const given = await deps();
    const { executeSql } = given.store as Awaited<ReturnType<typeof open>>;
    await executeSql(
      `insert into inbox (key, line, event, state, received_at, due_at) values
        ('1', 'l', '{}', 'waiting', now() - interval '90 seconds', now() - interval '1 second'),
        ('2', 'l', '{}', 'waiting', now() - interval '1 hour', now() + interval '1 minute'),
        ('3', 'l', '{}', 'dead', now(), now()), ('4', 'l', '{}', 'done', now(), now())`,
    );
    await executeSql(
      `insert into jobs (id, kind, person_id, room_id, message_id, state, data, created_at, updated_at)
        values ('j', 'clean-up', 'somebody', 'r', 'm', 'running', '{}', now(), now())`,
    );
    const text = await openMetrics().text(given);
    for (const line of [
      /^recordings_bot_events_waiting 2$/m,
      /^recordings_bot_events_oldest_waiting_seconds 9\d(\.\d+)?$/m,
      /^recordings_bot_dead_letters 1$/m,
      /^recordings_bot_jobs\{kind="clean-up",state="running"\} 1$/m,
      /^recordings_bot_ready 1$/m,
      new RegExp(`^recordings_bot_info\\{version="1.2.3",database="${kind}"\\} 1$`, 'm'),
      /^process_resident_memory_bytes \d/m,
    ]) {
      assert.match(text, line);
    }
    assert.equal(
      /^recordings_bot_database_connections\{state="idle"\}/m.test(text),
      kind === 'postgres',
    );
    assert.doesNotMatch(text, /somebody/);
  });

  it('say that the bot is not ready, and know nothing of a database that is away', async () => {
    const { store, ...given } = await deps('the database does not answer');
    const away = { ...store, db: undefined as unknown as typeof store.db };
    const text = await openMetrics().text({ ...given, store: away });
    assert.match(text, /^recordings_bot_ready 0$/m);
    assert.match(text, /^recordings_bot_events_waiting Nan$/im);
  });

  if (kind === 'postgres') return;

  it('count events from the click to the answer, and what failed', async () => {
    const metrics = openMetrics();
    const at = Date.parse('2026-08-07T10:00:00Z');
    const event = { ...click, data: { created: '2026-08-07T09:59:58Z' } };
    metrics.received(event);
    metrics.answered(event, at);
    metrics.answered({ ...click, data: { created: '2026-08-06T10:00:00Z' } }, at);
    metrics.retried(click);
    metrics.dead(click);
    metrics.renewal('refused');
    await metrics.pausing(() => Promise.resolve())(1_500);
    const id = 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x';
    metrics.call({ method: 'GET', path: `/people/${id}`, status: 429, ms: 20 });
    const text = await metrics.text(await deps());
    for (const line of [
      'events_received_total{resource="attachmentActions",event="created"} 1',
      'events_answered_total{resource="attachmentActions"} 2',
      'answer_seconds_bucket{le="1"} 0',
      'answer_seconds_bucket{le="2"} 1',
      'answer_seconds_count 1',
      'events_retried_total{resource="attachmentActions"} 1',
      'events_dead_total{resource="attachmentActions"} 1',
      'token_renewals_total{outcome="refused"} 1',
      'webex_waits_total 1',
      'webex_wait_seconds_total 1.5',
      'webex_calls_total{operation="GET /people/{id}",status="429"} 1',
    ]) {
      assert.ok(text.includes(`recordings_bot_${line}\n`), line);
    }
    assert.ok(!text.includes(id));
  });

  it('begin what an alert looks for at 0: the first of a kind would be no increase', async () => {
    const text = await openMetrics().text(await deps());
    for (const resource of ['messages', 'attachmentActions', 'memberships']) {
      assert.ok(text.includes(`recordings_bot_events_dead_total{resource="${resource}"} 0\n`));
    }
    for (const outcome of ['renewed', 'refused', 'failed']) {
      assert.ok(text.includes(`recordings_bot_token_renewals_total{outcome="${outcome}"} 0\n`));
    }
  });

  it('name an operation without an id, whatever the path', () => {
    for (const [path, template] of [
      ['/people/me', '/people/me'],
      ['/messages/Y2lz', '/messages/{id}'],
      ['/recordings/ab12/accessList?max=100', '/recordings/{id}/accessList'],
      ['https://webexapis.com/v1/webhooks?max=100', '/webhooks'],
      ['https://webexapis.com/v1/recordings/alice@example.com', '/recordings/{id}'],
    ] as const) {
      assert.equal(templateOf(path), template);
    }
  });

  it('have every name that the dashboard and the alerts ask for', async () => {
    const text = await openMetrics().text(await deps());
    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    const files = ['docs/operate/alerts.yaml', 'docs/operate/grafana-dashboard.json'];
    for (const file of files) {
      const asked = readFileSync(file, 'utf8').matchAll(
        /\b((?:recordings_bot|process|nodejs)_\w+?)(?:_bucket|_sum|_count)?\b(?=[{[)\s"+/,>]|$)/gm,
      );
      const names = [...asked].map(([, name = '']) => name);
      assert.ok(names.length > 5, file);
      assert.deepEqual(
        names.filter((name) => !known.has(name)),
        [],
        file,
      );
    }
    JSON.parse(readFileSync('docs/operate/grafana-dashboard.json', 'utf8'));
  });

  it('have alerts that Prometheus takes, and that come when they should', function () {
    // Debian's package prometheus has it.
    if (!existsSync('/usr/bin/promtool')) this.skip();
    for (const args of [
      ['check', 'rules', 'docs/operate/alerts.yaml'],
      ['test', 'rules', 'test/fixtures/alerts.test.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
      assert.equal(status, 0, stdout + stderr);
    }
    const rules = readFileSync('docs/operate/alerts.yaml', 'utf8');
    const tried = readFileSync('test/fixtures/alerts.test.yaml', 'utf8');
    const named = [...rules.matchAll(/alert: (\w+)/g)].map(([, name = '']) => name);
    assert.equal(named.length, 6);
    for (const name of named) assert.ok(tried.includes(`alertname="${name}"`), name);
  });
});
