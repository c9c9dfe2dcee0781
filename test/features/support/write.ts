import assert from 'node:assert/strict';
import type { MessageContext } from '../../../src/bot/context.js';
import type { Feature } from '../../../src/bot/feature.js';

/** Writes a command, as the router hands it on. @param rest what stands behind its words */
export async function write(
  features: readonly Feature[],
  ctx: MessageContext,
  name: string,
  rest = '',
): Promise<void> {
  const command = features
    .flatMap((feature) => feature.commands ?? [])
    .find((one) => one.name === name);
  assert.ok(command, `no command ${name}`);
  await command.run(ctx, rest);
}
