import type { Sandbox } from '../../../sandbox/sandbox.js';

/** An answer, with its body parsed; loosely typed, since tests look into it freely. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Calls the sandbox as whoever holds the token. */
export type Call = (token: string, method: string, path: string, body?: unknown) => Promise<Answer>;

export function clientOf(sandbox: Sandbox): Call {
  return async (token, method, path, body) => {
    const response = await fetch(path.startsWith('http') ? path : sandbox.apiUrl + path, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    return { status: response.status, headers: response.headers, body: parsed };
  };
}

/** The items of a list's answer. */
export function itemsOf(answer: Answer): Record<string, unknown>[] {
  return answer.body.items as Record<string, unknown>[];
}

/** The descriptions of an error's answer. */
export function problemsOf(answer: Answer): string[] {
  return (answer.body.errors as { description: string }[]).map(({ description }) => description);
}

/** The URL of the next page. */
export function nextOf(answer: Answer): string | undefined {
  return /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
}

export const CARD = {
  type: 'AdaptiveCard',
  version: '1.2',
  body: [{ type: 'TextBlock', text: 'Delete it?', wrap: true }],
  actions: [{ type: 'Action.Submit', title: 'Yes', data: { action: 'delete' } }],
};

/** A card as the `attachments` of a message. */
export function attached(content: unknown): unknown[] {
  return [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
}

/** The id of the seeded group space. */
export async function groupOf(call: Call): Promise<string> {
  return String(itemsOf(await call('sandbox-alice', 'GET', '/rooms?type=group'))[0]?.id);
}
