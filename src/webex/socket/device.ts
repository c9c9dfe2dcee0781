import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { lenient } from '../../util/present.js';
import type { WebexClient, WebexClientOptions } from '../client.js';
import { createWebexClient, deleteAt } from '../client.js';
import { WebexUnreadable, hasStatus } from '../errors.js';
import { itemsOf } from '../lists.js';

/** Shown among the devices of the bot's account. */
const DEVICE_FIELDS = {
  deviceName: 'webex-recordings-bot',
  deviceType: 'DESKTOP',
  localizedModel: 'node',
  model: 'node',
  name: 'webex-recordings-bot',
  systemName: 'webex-recordings-bot',
  systemVersion: '1.0',
};

const device = z.object({
  url: z.string(),
  name: lenient(z.string()),
  deviceType: lenient(z.string()),
  modificationTime: lenient(z.string()),
  webSocketUrl: lenient(z.string()),
});
type Device = z.infer<typeof device>;

const catalogue = z.object({
  serviceLinks: z.object({ wdm: z.string() }),
  hostCatalog: z
    .record(z.string(), z.array(z.looseObject({ id: z.string() })).catch([]))
    .default({})
    .catch({}),
});
type Catalogue = z.infer<typeof catalogue>;

/** Webex's own hosts, where the bot's token may go; beside the host that the configuration names. */
const WEBEX_HOST = /(^|\.)(wbx2\.com|webex\.com|ciscospark\.com)$/;

/** The cluster that Webex's public ids call `us`. */
const US = /^urn:TEAM:(us-east-2_a|us-east-1_int13)(:|$)/;

/** Where to open a socket, and how to write ids. */
interface SocketAddress {
  readonly webSocketUrl: string;
  /** The cluster of a space by its address, as Webex's ids have it. */
  readonly clusterOf: (url: string) => string;
}

export interface DeviceDeps extends Pick<WebexClientOptions, 'retry' | 'timeoutMs' | 'wait'> {
  /** The catalogue's service, e.g. `https://u2c.wbx2.com/u2c/api/v1`. */
  readonly u2cUrl: string;
  readonly token: string;
  readonly agent: Dispatcher;
}

/**
 * Finds where to open the bot's socket: in Webex's catalogue the device service of its organisation (a
 * device registered elsewhere receives nothing), and there the device that an earlier start registered, or
 * a new one. Webex keeps that list, so a lost database leaves no device behind.
 *
 * No document of Webex describes these services: docs/decisions.
 * @param afresh the earlier device does not work: register another in its place
 * @returns rejects with a WebexError
 */
export async function findSocket(deps: DeviceDeps, afresh: boolean): Promise<SocketAddress> {
  const { token } = deps;
  const services = await catalogueOf(deps);
  const client = createWebexClient({ ...deps, baseUrl: wdmOf(services, deps) });
  const own = (await devicesOf(client, token)).filter(isOurs);
  if (afresh) await remove(client, token, own);
  const known = afresh ? undefined : own[0];
  const found = (known && (await refresh(client, token, known))) ?? (await register(client, token));
  const webSocketUrl = trusted(found.webSocketUrl ?? '', deps, 'wss:');
  return { webSocketUrl, clusterOf: (url) => clusterOf(services, url) };
}

/** The address of the device service. Rejects with a WebexError. */
export async function deviceService(deps: DeviceDeps): Promise<string> {
  return wdmOf(await catalogueOf(deps), deps);
}

function wdmOf({ serviceLinks }: Catalogue, deps: DeviceDeps): string {
  return trusted(serviceLinks.wdm, deps, 'https:');
}

async function catalogueOf(deps: DeviceDeps): Promise<Catalogue> {
  const client = createWebexClient({ ...deps, baseUrl: deps.u2cUrl });
  const query = { format: 'hostmap' };
  const request = { method: 'GET', path: '/catalog', token: deps.token, query } as const;
  return (await client.call({ ...request, answer: catalogue })).data;
}

function isOurs({ name, deviceType }: Device): boolean {
  return name === DEVICE_FIELDS.name && deviceType === DEVICE_FIELDS.deviceType;
}

/** Empty for a 404, Webex's answer when there are none. */
async function devicesOf(client: WebexClient, token: string): Promise<Device[]> {
  const answer = itemsOf(device, 'devices', []);
  try {
    const request = { method: 'GET', path: '/devices', token, answer } as const;
    return [...(await client.call(request)).data.items];
  } catch (error) {
    if (hasStatus(error, 404)) return [];
    throw error;
  }
}

/** Undefined when it is gone. */
async function refresh(
  client: WebexClient,
  token: string,
  { url }: Device,
): Promise<Device | undefined> {
  const request = { method: 'PUT', path: pathOf(url), token, body: DEVICE_FIELDS } as const;
  try {
    return (await client.call({ ...request, answer: device })).data;
  } catch (error) {
    if (hasStatus(error, 400, 404)) return undefined;
    throw error;
  }
}

async function register(client: WebexClient, token: string): Promise<Device> {
  const place = { method: 'POST', path: '/devices', token } as const;
  const request = { ...place, body: DEVICE_FIELDS, answer: device };
  try {
    return (await client.call(request)).data;
  } catch (error) {
    // "User has excessive device registrations"
    if (!hasStatus(error, 403)) throw error;
    await remove(client, token, excess(await devicesOf(client, token)));
    return (await client.call(request)).data;
  }
}

/** Ours; or, where others left theirs, the oldest third, as Webex's own clients do. */
function excess(all: readonly Device[]): Device[] {
  const own = all.filter(isOurs);
  if (own.length > 0) return own;
  const byAge = all.toSorted((one, other) =>
    (one.modificationTime ?? '').localeCompare(other.modificationTime ?? ''),
  );
  return byAge.slice(0, Math.ceil(byAge.length / 3));
}

async function remove(
  client: WebexClient,
  token: string,
  devices: readonly Device[],
): Promise<void> {
  for (const { url } of devices) await deleteAt(client, token, pathOf(url));
}

/** Below the address from the catalogue, which may be another name of the same service. */
function pathOf(url: string): string {
  return `/devices/${encodeURIComponent(url.split('/').at(-1) ?? '')}`;
}

/** @throws WebexUnreadable for an address that the bot's token must not go to */
function trusted(address: string, { u2cUrl }: DeviceDeps, protocol: 'https:' | 'wss:'): string {
  const own = new URL(u2cUrl);
  if (URL.canParse(address)) {
    const url = new URL(address);
    if (url.protocol === protocol && WEBEX_HOST.test(url.hostname)) return bare(address);
    const plain = protocol.replace('s:', ':');
    if (url.host === own.host && own.protocol === 'http:' && url.protocol === plain)
      return bare(address);
  }
  throw new WebexUnreadable({ method: 'GET', path: '/catalog' }, undefined, [
    'address of a service',
  ]);
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}

function clusterOf({ hostCatalog }: Catalogue, url: string): string {
  const host = URL.canParse(url) ? new URL(url).host : '';
  const id = hostCatalog[host]?.[0]?.id ?? '';
  const cluster = /^urn:TEAM:[\w-]+/.exec(id)?.[0];
  return cluster === undefined || US.test(id) ? 'us' : cluster;
}
