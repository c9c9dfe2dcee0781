import { createHash } from 'node:crypto';
import type { World } from '../world/world.js';
import { Grants } from './grants.js';

/** The grants of a world: their tokens are good on every endpoint, and die by the world's clock. */
export function openGrants(world: World): Grants {
  const grants = new Grants({
    now: world.now,
    // Long and opaque, as Webex's; follows the world's randomness, so that a seeded run repeats.
    newSecret: () =>
      createHash('sha512')
        .update(world.newUuid() + world.newUuid())
        .digest('base64url'),
    rotates: () => world.settings.rotateRefreshTokens,
    revoked: (person) => world.webhooks.deleteOfIntegration(person),
  });
  world.tokens.add(grants);
  return grants;
}
