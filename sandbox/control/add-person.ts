import { z } from 'zod';
import { addMadeUpRecordings } from '../recordings/add-recordings.js';
import type { Library } from '../recordings/library.js';
import type { World } from '../world/world.js';

const input = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: z.email().optional(),
  recordings: z.int().min(0).max(200_000).optional(),
  days: z.number().positive().optional(),
  sites: z.array(z.string().min(1)).min(1).optional(),
  sharedBy: z.email().optional(),
});

/** The answer of POST /sandbox/people. */
export interface AddedPerson {
  id: string;
  email: string;
  token: string;
}

/** Adds a person with a token of their own; throws when the input is wrong or the address taken. */
export function addPerson(world: World, library: Library, body: unknown): AddedPerson {
  const { name, email, sites, days, ...rest } = input.parse(body);
  const sharedBy = rest.sharedBy === undefined ? undefined : world.people.byEmail(rest.sharedBy);
  if (rest.sharedBy !== undefined && sharedBy?.type !== 'person') {
    throw new Error(`sharedBy: nobody has the address ${rest.sharedBy}.`);
  }
  const slug = freeSlug(world, name);
  const person = world.people.add({
    email: email ?? `${slug}@example.com`,
    displayName: name,
    ...(sites === undefined ? {} : { sites }),
    created: world.stamp(),
  });
  const token = `sandbox-${slug}`;
  world.standing.give(person, token);
  const count = rest.recordings ?? 0;
  addMadeUpRecordings(library, { person, count, days, sharedBy, now: world.now() });
  return { id: person.id, email: person.email, token };
}

function freeSlug(world: World, name: string): string {
  const base =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'person';
  let slug = base;
  for (let n = 2; taken(world, slug); n += 1) slug = `${base}-${n}`;
  return slug;
}

function taken(world: World, slug: string): boolean {
  return (
    world.standing.find(`sandbox-${slug}`) !== undefined ||
    world.people.byEmail(`${slug}@example.com`) !== undefined
  );
}
