import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands in front of a server and can make the connections there are fall silent. */
export interface Silencer {
  readonly port: number;
  /** From now on nothing passes on the connections that are open; none of them is closed. */
  readonly silence: () => void;
  readonly stop: () => Promise<void>;
}

/** Listens on a free port in front of another. */
export async function startSilencer(port: number): Promise<Silencer> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(port, '127.0.0.1');
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    }
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => {
      for (const socket of open) socket.unpipe().pause();
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
