import express from 'express';
import { TEAM_CLUSTER, US_CLUSTER, webexId } from '../world/ids.js';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import { badRequest, notFound } from './api-error.js';
import { callerWith, type Caller } from './caller.js';
import { queryOf } from './record.js';

const MAY_READ_PEOPLE = ['spark:people_read', 'spark:all'];

/** GET /people, /people/me and /people/{personId}, as the People API's documents say. */
export function peopleApi(world: World): express.Router {
  const router = express.Router();

  router.get('/people', (req, res) => {
    const caller = callerWith(req, ...MAY_READ_PEOPLE);
    const { email, displayName, id } = queryOf(req);
    if (email === undefined && displayName === undefined && id === undefined) {
      throw badRequest('Email, displayName, or id list should be specified.');
    }
    const ids = id?.split(',').map((each) => world.people.byId(each)?.uuid);
    const found = world.people
      .all()
      .filter((person) => email === undefined || person.email === email.toLowerCase())
      .filter((person) => ids === undefined || ids.includes(person.uuid))
      .filter(
        (person) =>
          displayName === undefined ||
          person.displayName.toLowerCase().startsWith(displayName.toLowerCase()),
      );
    res.json({
      notFoundIds: [],
      items: found.slice(0, 100).map((person) => personJson(person, caller)),
    });
  });

  router.get('/people/:personId', (req, res) => {
    const caller = callerWith(req, ...MAY_READ_PEOPLE);
    const person =
      req.params.personId === 'me' ? caller.person : world.people.byId(req.params.personId);
    if (person === undefined) throw notFound('person');
    res.json(personJson(person, caller));
  });

  return router;
}

/** A person as the caller sees one: an Integration sees ids of another cluster, same uuid. */
function personJson(person: Person, caller: Caller): Record<string, unknown> {
  const cluster = caller.integration ? TEAM_CLUSTER : US_CLUSTER;
  const [firstName = '', ...rest] = person.displayName.split(' ');
  const names = rest.length === 0 ? {} : { firstName, lastName: rest.join(' ') };
  return {
    id: webexId('PEOPLE', person.uuid, cluster),
    emails: [person.email],
    displayName: person.displayName,
    nickName: firstName,
    ...names,
    orgId: person.orgId,
    created: person.created,
    lastModified: person.created,
    ...(person.timeZone === undefined ? {} : { timezone: person.timeZone }),
    status: 'active',
    type: person.type,
  };
}
