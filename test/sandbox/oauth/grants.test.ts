import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { codeSeconds, Grants, InvalidGrant } from '../../../sandbox/oauth/grants.js';
import { World } from '../../../sandbox/world/world.js';

const redirectUri = 'http://127.0.0.1:3000/oauth/callback';
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe('grants', () => {
  let now: number;
  let rotates: boolean;
  let grants: Grants;
  const world = new World();
  const alice = world.people.byEmail('alice@example.com') ?? world.bot;
  const bob = world.people.byEmail('bob@example.com') ?? world.bot;
  const scopes = ['meeting:recordings_read'];
  const approve = (person = alice): string =>
    grants.approve({ person, scopes, redirectUri, challenge });

  beforeEach(() => {
    now = 1_700_000_000_000;
    rotates = false;
    let secrets = 0;
    grants = new Grants({
      now: () => now,
      newSecret: () => `secret-${(secrets += 1)}`,
      rotates: () => rotates,
    });
  });

  it('turn a code into a token that is the person’s, with the scopes agreed to', () => {
    const answer = grants.redeem(approve(), redirectUri, verifier);
    assert.equal(answer.expires_in, 1_209_599);
    assert.equal(answer.refresh_token_expires_in, 7_775_999);
    assert.equal(answer.token_type, 'Bearer');
    const grant = grants.find(answer.access_token);
    assert.ok(grant);
    assert.equal(grant.person, alice);
    assert.deepEqual([...grant.scopes], scopes);
    assert.equal(grant.label, 'oauth:alice');
    assert.equal(grants.find(answer.refresh_token), undefined);
  });

  it('refuse a code that is old, unknown, of another redirect_uri or verifier', () => {
    const late = approve();
    now += codeSeconds * 1000;
    assert.throws(() => grants.redeem(late, redirectUri, verifier), InvalidGrant);
    assert.throws(() => grants.redeem('unknown', redirectUri, verifier), InvalidGrant);
    assert.throws(() => grants.redeem(approve(), `${redirectUri}/`, verifier), InvalidGrant);
    assert.throws(() => grants.redeem(approve(), redirectUri, 'wrong'), InvalidGrant);
    assert.throws(() => grants.redeem(approve(), redirectUri, undefined), InvalidGrant);
    const plain = grants.approve({ person: alice, scopes, redirectUri });
    assert.throws(() => grants.redeem(plain, redirectUri, verifier), InvalidGrant);
    assert.ok(grants.redeem(plain, redirectUri, undefined));
  });

  it('take back what a code gave when it is used again', () => {
    const code = approve();
    const answer = grants.redeem(code, redirectUri, verifier);
    assert.throws(() => grants.redeem(code, redirectUri, verifier), InvalidGrant);
    assert.equal(grants.find(answer.access_token), undefined);
    assert.throws(() => grants.refresh(answer.refresh_token), InvalidGrant);
  });

  it('expire access tokens, by a life that can be shortened', () => {
    const long = grants.redeem(approve(), redirectUri, verifier);
    grants.setTokenLife(5);
    const short = grants.refresh(long.refresh_token);
    assert.equal(short.expires_in, 5);
    now += 5000;
    assert.equal(grants.find(short.access_token), undefined);
    assert.ok(grants.find(long.access_token));
    now += 1_209_599_000;
    assert.equal(grants.find(long.access_token), undefined);
  });

  it('keep the refresh token and start its ninety days again', () => {
    const first = grants.redeem(approve(), redirectUri, verifier);
    now += 7_775_998_000;
    const second = grants.refresh(first.refresh_token);
    assert.equal(second.refresh_token, first.refresh_token);
    assert.notEqual(second.access_token, first.access_token);
    now += 7_775_998_000;
    const third = grants.refresh(first.refresh_token);
    now += 7_775_999_000;
    assert.throws(() => grants.refresh(third.refresh_token), InvalidGrant);
  });

  it('give a new refresh token and end the old one when they rotate', () => {
    rotates = true;
    const first = grants.redeem(approve(), redirectUri, verifier);
    const second = grants.refresh(first.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    assert.throws(() => grants.refresh(first.refresh_token), InvalidGrant);
    assert.ok(grants.refresh(second.refresh_token));
  });

  it('end for one person when that person takes them back', () => {
    const [hers, his] = [alice, bob].map((p) => grants.redeem(approve(p), redirectUri, verifier));
    const pending = approve();
    assert.ok(hers && his);
    assert.equal(grants.revoke(alice), 2);
    assert.equal(grants.revoke(alice), 0);
    assert.equal(grants.find(hers.access_token), undefined);
    assert.throws(() => grants.refresh(hers.refresh_token), InvalidGrant);
    assert.throws(() => grants.redeem(pending, redirectUri, verifier), InvalidGrant);
    assert.ok(grants.find(his.access_token));
    assert.ok(grants.refresh(his.refresh_token));
  });
});
