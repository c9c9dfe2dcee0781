import { type Outline, makeRecording } from '../../sandbox/recordings/make.js';
import { seededRandom } from '../../sandbox/recordings/random.js';
import type { Recording } from '../../sandbox/recordings/recording.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.js';

export const noon = Date.parse('2026-11-20T12:00:00Z');
export const day = 86_400_000;

/** A sandbox whose clock stands still until it is set. */
export interface Bench extends Sandbox {
  clock: { now: number };
  call(token: string, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Puts a recording of somebody in the library. */
  put(email: string, outline?: Partial<Outline>): Recording;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export interface Json {
  items?: Record<string, unknown>[];
  message?: string;
  errors?: { description: string }[];
  trackingId?: string;
  [key: string]: unknown;
}

export async function startBench(options: SandboxOptions = {}): Promise<Bench> {
  const clock = { now: noon };
  const random = seededRandom(1);
  const sandbox = await startSandbox({
    ...{ port: 0, seed: 'empty', now: () => clock.now, random },
    ...options,
  });
  return {
    ...sandbox,
    clock,
    call: async (token, method, path, body) => {
      const response = await fetch(path.startsWith('http') ? path : sandbox.apiUrl + path, {
        method,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = text === '' ? {} : (JSON.parse(text) as Json);
      return { status: response.status, headers: response.headers, body: parsed };
    },
    put: (email, outline = {}) => {
      const hostId = sandbox.world.people.byEmail(email)?.id ?? '';
      const recording = makeRecording(
        {
          ...{ hostId, siteUrl: 'acme.webex.com', topic: 'Standup', minutes: 30 },
          ...{ createTime: clock.now - day },
          ...outline,
        },
        random,
      );
      sandbox.recordings.seed([recording]);
      return recording;
    },
  };
}

/** The next page's address, from the Link header. */
export function nextLink(answer: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
}

export function ids(answer: Answer): unknown[] {
  return (answer.body.items ?? []).map((item) => item.id);
}
