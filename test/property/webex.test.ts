import { AxiosError, AxiosHeaders, type InternalAxiosRequestConfig } from 'axios';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { NOWHERE, nextPage } from '../../src/webex/lists.js';
import { readErrorBody } from '../../src/webex/errors.js';
import { samePerson, uuidOf } from '../../src/webex/ids.js';
import { fit } from '../../src/webex/messages.js';
import { retryAfterSeconds, retryDelay, shouldRetry } from '../../src/webex/retry.js';

const config: InternalAxiosRequestConfig = { headers: new AxiosHeaders() };
const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });

describe('property: webex', () => {
  it('what fits is a head of the text, whole characters, within the limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 3, max: 200 }), (text, bytes) => {
        const cut = fit(text, bytes);
        assert.ok(Buffer.byteLength(cut) <= bytes);
        if (Buffer.byteLength(text) <= bytes) {
          assert.equal(cut, text);
          return;
        }
        assert.ok(cut.endsWith('…'));
        const head = cut.slice(0, -1);
        assert.ok(text.startsWith(head));
        assert.equal(Buffer.from(head).toString(), head);
        // A character more (at most four bytes) would not have fitted, but for the dots.
        const next = String.fromCodePoint(text.codePointAt(head.length) ?? 0);
        if (!next.includes('\uFFFD') && !head.endsWith('\uFFFD')) {
          assert.ok(Buffer.byteLength(head + next) + 3 > bytes);
        }
      }),
    );
  });

  it('one person is one in every cluster, and nobody else', () => {
    const cluster = fc.stringMatching(/^[a-z][a-z0-9:_-]{0,20}$/);
    const id = (where: string, uuid: string): string =>
      Buffer.from(`ciscospark://${where}/PEOPLE/${uuid}`).toString('base64');
    fc.assert(
      fc.property(cluster, cluster, fc.uuid(), fc.uuid(), (here, there, uuid, other) => {
        assert.equal(uuidOf(id(here, uuid)), uuid);
        assert.ok(samePerson(id(here, uuid), id(there, uuid)));
        assert.equal(samePerson(id(here, uuid), id(there, other)), uuid === other);
        assert.equal(uuidOf(uuidOf(id(here, uuid))), uuid);
      }),
    );
  });

  it('no header at all is misread as a time to wait', () => {
    fc.assert(
      fc.property(fc.anything(), instant, (header, now) => {
        const seconds = retryAfterSeconds(header, now);
        assert.ok(seconds === undefined || seconds >= 0);
      }),
    );
  });

  it('seconds and dates say the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), instant, (seconds, at) => {
        const now = Math.floor(at / 1000) * 1000;
        const date = new Date(now + seconds * 1000).toUTCString();
        assert.equal(retryAfterSeconds(date, now), seconds);
        assert.equal(retryAfterSeconds(String(seconds), now), seconds);
      }),
    );
  });

  it('no retry waits longer than allowed, nor less than Webex asks', () => {
    const policy = fc.record({
      retries: fc.integer({ min: 0, max: 5 }),
      longestWaitMs: fc.integer({ min: 0, max: 10_000 }),
      giveUpAfterMs: fc.integer({ min: 0, max: 30_000 }),
      firstWaitMs: fc.integer({ min: 0, max: 1_000 }),
      factor: fc.constant(2),
    });
    const status = fc.option(fc.constantFrom(423, 429, 500, 502, 503, 504, 400, 401, 404));
    const asked = fc.option(fc.integer({ min: 0, max: 30 }));
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const elapsed = fc.integer({ min: 0, max: 40_000 });
    const count = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(
        ...([policy, status, asked, random, elapsed, count, fc.boolean()] as const),
        (allowed, code, wait, chance, now, nth, repeatable) => {
          const headers = wait === null ? {} : { 'retry-after': String(wait) };
          const response = { status: code ?? 0, headers, data: '', statusText: '', config };
          const error = new AxiosError(
            ...(['', 'E', config, {}, code === null ? undefined : response] as const),
          );
          if (!shouldRetry({ error, repeatable, startedAt: 0 }, allowed, now)) return;
          assert.ok(now < allowed.giveUpAfterMs);
          if (code === null || code >= 500) assert.ok(repeatable);
          assert.ok(code === null || code === 423 || code === 429 || code >= 500);
          const delay = retryDelay(nth, error, allowed, now, () => chance);
          assert.ok(delay <= allowed.longestWaitMs + allowed.firstWaitMs / 2);
          if (code !== null && wait !== null) {
            assert.ok(delay >= wait * 1000);
            assert.ok(now + wait * 1000 < allowed.giveUpAfterMs);
          }
        },
      ),
    );
  });

  it('no Link header leads a token to another origin', () => {
    const origin = 'https://webexapis.com';
    const link = fc.oneof(
      anyText,
      fc.webUrl({ withQueryParameters: true }).map((url) => `<${url}>; rel="next"`),
      anyText.map((text) => `<${origin}${text}>; rel="next"`),
    );
    fc.assert(
      fc.property(link, (header) => {
        const next = nextPage(header, origin);
        assert.ok(next === undefined || next === NOWHERE || new URL(next).origin === origin);
      }),
    );
  });

  it('the next page is found among any links, in any order', () => {
    const url = fc.webUrl({ withQueryParameters: true }).map((text) => new URL(text));
    const mine = url.map(({ pathname, search }) => `https://webexapis.com${pathname}${search}`);
    const rels = fc.subarray(['first', 'prev', 'last', 'nextish'], { minLength: 0 });
    fc.assert(
      fc.property(mine, rels, fc.nat(), (next, others, at) => {
        const links = others.map((rel) => `<https://webexapis.com/${rel}>; rel="${rel}"`);
        links.splice(at % (links.length + 1), 0, `<${next}>; rel="next"`);
        assert.equal(nextPage(links.join(', '), 'https://webexapis.com'), next);
      }),
    );
  });

  it('every error body can be read', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (message, errors, trackingId) => {
        for (const body of [message, { message, errors, trackingId }]) {
          assert.equal(typeof readErrorBody(body).reason, 'string');
        }
      }),
    );
  });
});
