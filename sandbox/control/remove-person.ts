import type { World } from '../world/world.js';

/**
 * Somebody leaves the organisation: the People API knows them no more, their tokens end, and nobody
 * can act for them. Their recordings stay on the site, under their name, for its administrators.
 * Throws when nobody has the address.
 */
export function removePerson(world: World, email: string): void {
  const person = world.people.byEmail(email);
  if (person?.type !== 'person') throw new Error(`Nobody has the address ${email}.`);
  person.left = true;
}
