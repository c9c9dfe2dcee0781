import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The port that a variable names, made sure to be free on 127.0.0.1; 0 finds any free one.
 * Rejects with one line that names the port and the variable to set.
 */
export async function freePort(env: Environment, name: string, otherwise: number): Promise<number> {
  const given = env[name] ?? '';
  const port = given === '' ? otherwise : Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`${name} is "${given}", which is no port: set it to a number from 1 to 65535.`);
  }
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${error.message})`;
      reject(new Error(`Port ${port} ${why}: set ${name} to a free one.`));
    });
    probe.listen(port, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}
