import { connect, createServer, type AddressInfo } from 'node:net';

/** A public address in front of bots that come and go, as a hosting platform has it. */
export interface Front {
  readonly url: string;
  /** Sends new connections there from now on; to several in turn. */
  readonly leadTo: (...urls: string[]) => void;
  readonly stop: () => Promise<void>;
}

/** Listens on a free port and passes each connection on as it is. */
export async function startFront(): Promise<Front> {
  let ports: readonly number[] = [];
  let turn = 0;
  const server = createServer((client) => {
    const port = ports[(turn += 1) % ports.length];
    const bot = connect(port ?? 0, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      bot.destroy();
    };
    client.on('error', end).on('close', end);
    bot.on('error', end).on('close', end);
    client.pipe(bot).pipe(client);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    leadTo: (...urls) => {
      ports = urls.map((url) => Number(new URL(url).port));
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
      }),
  };
}
