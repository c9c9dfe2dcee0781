import { request } from 'node:http';
import type { Sandbox } from '../../../sandbox/sandbox.js';
import { type Delivery, startReceiver } from '../../sandbox/support/receiver.js';

type Fields = Record<string, unknown>;

/** What came back for a raw request. */
export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: Fields;
  readonly items: readonly Fields[];
}

/** How a library sends: always these headers, and nothing that fetch would add. */
export type Send = (what: string, body?: unknown, more?: Record<string, string>) => Promise<Got>;

/** A sender with exactly these headers. A Buffer is sent as it is, all else as JSON. */
export function sender(sandbox: Sandbox, headers: Record<string, string>): Send {
  return (what, body, more = {}) =>
    new Promise((resolve, reject) => {
      const [method = '', path = ''] = what.split(' ');
      const bytes = bytesOf(body);
      const length = { 'content-length': String(bytes.length) };
      const url = path.startsWith('http') ? path : sandbox.apiUrl + path;
      const asked = request(url, { method, headers: { ...headers, ...length, ...more } }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const parsed = text.startsWith('{') ? (JSON.parse(text) as Fields) : {};
          const items = Array.isArray(parsed.items) ? (parsed.items as Fields[]) : [];
          resolve({ status: res.statusCode ?? 0, headers: res.headers, text, body: parsed, items });
        });
      });
      asked.on('error', reject);
      asked.end(bytes);
    });
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

const BOUNDARY = '--------------------------555692150351010746089738';

/** A form as the library form-data writes it, and the header that goes with it. */
export function form(
  fields: Record<string, string>,
  file: { name: string; type: string; bytes: string },
): { bytes: Buffer; headers: Record<string, string> } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  );
  const { name, type, bytes } = file;
  const disposition = `Content-Disposition: form-data; name="files"; filename="${name}"`;
  parts.push(`${disposition}\r\nContent-Type: ${type}\r\n\r\n${bytes}`);
  const written = parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('');
  return {
    bytes: Buffer.from(`${written}--${BOUNDARY}--`),
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  };
}

/** A receiver of webhooks at work, and what it heard last of a resource. */
export interface Ears {
  readonly url: string;
  heard(resource: string): Promise<Delivery>;
  stop(): Promise<void>;
}

export async function ears(sandbox: Sandbox): Promise<Ears> {
  const receiver = await startReceiver();
  return {
    url: receiver.url,
    heard: async (resource) => {
      await sandbox.settled();
      const found = receiver.deliveries.findLast((each) => each.resource === resource);
      if (found === undefined) throw new Error(`Nothing was heard of ${resource}.`);
      return found;
    },
    stop: () => receiver.stop(),
  };
}

export const ALICE = 'alice@example.com';

/** As adaptive cards are attached by all of them. */
export const CARDS = [
  {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      type: 'AdaptiveCard',
      version: '1.2',
      body: [{ type: 'TextBlock', text: 'Which one?', wrap: true }],
      actions: [{ type: 'Action.Submit', title: 'This', data: { action: 'this' } }],
    },
  },
];
