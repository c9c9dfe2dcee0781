import express from 'express';
import { z } from 'zod';
import { ApiError, notFound } from '../api/api-error.js';
import { nothingHere } from '../api/answers.js';
import { callerOf } from '../api/caller.js';
import type { Grant } from '../world/tokens.js';
import type { World } from '../world/world.js';

/** What a client says of itself; nothing of it is left out by Webex's own clients. */
const registration = z.object({
  deviceName: z.string().min(1),
  deviceType: z.string().min(1),
  localizedModel: z.string().min(1),
  model: z.string().min(1),
  name: z.string().min(1),
  systemName: z.string().min(1),
  systemVersion: z.string().min(1),
});
type Registration = z.output<typeof registration>;

/** A place that events are sent to: one socket at a time. */
export interface Device {
  readonly uuid: string;
  readonly owner: Grant;
  said: Registration;
  modified: string;
  /** Frames that were sent and never acknowledged, by their id. */
  readonly unacknowledged: Map<string, string>;
}

/** All devices, each seen by its owner alone. */
export class Devices {
  readonly #byUuid = new Map<string, Device>();
  /** Told of a device that is gone. */
  onRemoved: (device: Device) => void = () => undefined;

  constructor(private readonly world: World) {}

  byUuid(uuid: string): Device | undefined {
    return this.#byUuid.get(uuid);
  }

  all(): Device[] {
    return [...this.#byUuid.values()];
  }

  of(owner: Grant): Device[] {
    return this.all().filter((device) => device.owner.person.uuid === owner.person.uuid);
  }

  add(owner: Grant, said: Registration): Device {
    if (this.of(owner).length >= this.world.settings.mostDevices) {
      throw new ApiError(403, 'User has excessive device registrations');
    }
    const uuid = this.world.newUuid();
    const modified = this.world.stamp();
    const device = { uuid, owner, said, modified, unacknowledged: new Map<string, string>() };
    this.#byUuid.set(uuid, device);
    return device;
  }

  remove(device: Device): void {
    this.#byUuid.delete(device.uuid);
    this.onRemoved(device);
  }
}

/** Where a socket for the device is opened, below the address of the sandbox. */
export const socketPath = ({ uuid }: Pick<Device, 'uuid'>): string =>
  `/v1/apps/wx2/registrations/${uuid}/messages`;

/**
 * The catalogue of services and the registration of devices, as Webex's own clients use them: no
 * document describes them (docs/decisions). @param urlOf the address of the sandbox
 */
export function devicesApi(devices: Devices, urlOf: () => string): express.Router {
  const router = express.Router();
  const wdm = (): string => `${urlOf()}/wdm/api/v1`;
  const json = ({ uuid, owner, said, modified }: Device): Record<string, unknown> => ({
    ...said,
    url: `${wdm()}/devices/${uuid}`,
    webSocketUrl: `${urlOf().replace(/^http/, 'ws')}${socketPath({ uuid })}`,
    userId: owner.person.uuid,
    orgId: owner.person.orgId,
    modificationTime: modified,
    services: { conversationServiceUrl: `${urlOf()}/conversation/api/v1` },
  });

  router.get('/u2c/api/v1/catalog', (req, res) => {
    callerOf(req);
    if (req.query.format !== 'hostmap') throw new ApiError(400, 'format must be hostmap.');
    const { host } = new URL(urlOf());
    const entry = { host, ttl: -1, priority: 1, id: 'urn:TEAM:us-east-2_a:conversation' };
    res.json({
      serviceLinks: { wdm: wdm(), conversation: `${urlOf()}/conversation/api/v1` },
      hostCatalog: { [host]: [entry] },
      format: 'hostmap',
    });
  });

  router.get('/wdm/api/v1/devices', (req, res) => {
    const own = devices.of(callerOf(req));
    // A client has to bear this in place of an empty list.
    if (own.length === 0) throw new ApiError(404, 'No devices found.');
    res.json({ devices: own.map(json) });
  });
  router.post('/wdm/api/v1/devices', (req, res) => {
    res.json(json(devices.add(callerOf(req), read(req.body))));
  });
  router.put('/wdm/api/v1/devices/:uuid', (req, res) => {
    const device = ownDevice(req, devices);
    device.said = read(req.body);
    res.json(json(device));
  });
  router.delete('/wdm/api/v1/devices/:uuid', (req, res) => {
    devices.remove(ownDevice(req, devices));
    res.status(204).end();
  });
  router.use(['/u2c', '/wdm'], nothingHere);
  return router;
}

function ownDevice(req: express.Request, devices: Devices): Device {
  const caller = callerOf(req);
  const device = devices.byUuid(String(req.params.uuid));
  if (device?.owner.person.uuid !== caller.person.uuid) throw notFound('device');
  return device;
}

function read(body: unknown): Registration {
  const said = registration.safeParse(body);
  if (!said.success)
    throw new ApiError(400, `${String(said.error.issues[0]?.path[0])} is missing.`);
  return said.data;
}
