import { z } from 'zod';

const message = z.object({ id: z.string(), roomId: z.string() });

/** Someone who writes through the sandbox's REST API rather than on the page. */
export class As {
  constructor(
    readonly apiUrl: string,
    readonly token: string,
  ) {}

  async post(body: Record<string, unknown>): Promise<z.infer<typeof message>> {
    return message.parse(await this.#call('POST', '/messages', body));
  }

  async edit(id: string, body: Record<string, unknown>): Promise<void> {
    await this.#call('PUT', `/messages/${id}`, body);
  }

  async remove(id: string): Promise<void> {
    await this.#call('DELETE', `/messages/${id}`);
  }

  async get(path: string): Promise<unknown> {
    return this.#call('GET', path);
  }

  async #call(method: string, path: string, body?: Record<string, unknown>): Promise<unknown> {
    const response = await fetch(this.apiUrl + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
