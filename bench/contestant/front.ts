import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** One address in front of several processes, as a platform has it. */
export interface Front {
  readonly port: number;
  /** From now on connections go to these ports, in turn. */
  readonly to: (ports: readonly number[]) => void;
  readonly stop: () => void;
}

/** Passes bytes on and reads none of them, to cost as little as can be. */
export async function openFront(): Promise<Front> {
  let behind: readonly number[] = [];
  let next = 0;
  const open = new Set<Socket>();
  const server = createServer((caller) => {
    const port = behind[next % behind.length];
    next += 1;
    if (port === undefined) return caller.destroy();
    const bot = connect(port, '127.0.0.1');
    for (const [from, to] of [[caller, bot] as const, [bot, caller] as const]) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => open.delete(from));
    }
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    to: (ports) => void (behind = ports),
    stop: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
