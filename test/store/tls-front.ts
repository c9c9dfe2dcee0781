import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { request as askOf } from 'node:http';
import { TLSSocket } from 'node:tls';
import { defined } from '../../src/util/present.js';

const file = (name: string): string => new URL(`../fixtures/tls/${name}`, import.meta.url).pathname;

/** The authority that signed the certificate of the front, which is for `localhost`. */
export const CA_FILE = file('ca.pem');

/** Whoever trusts these knows all fronts. */
export const CERTIFICATES = ['ca.pem', 'expired.pem'].map((name) =>
  readFileSync(file(name), 'utf8'),
);

/** Stands in front of an http server, by a certificate that can be another from one moment to the next. */
export async function startHttpsFront(behind: string) {
  const shown = (name: string) => ({
    key: readFileSync(file('server-key.pem')),
    cert: readFileSync(file(`${name}.pem`)),
  });
  const server = createHttpsServer(shown('server'), (request, response) => {
    const { method, headers, url = '' } = request;
    const onward = askOf(`${behind}${url}`, { ...defined({ method }), headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    show: (name: 'server' | 'expired'): void => {
      server.setSecureContext(shown(name));
      server.closeAllConnections();
    },
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** As PostgreSQL says it to a client without TLS. */
const REFUSAL = 'no pg_hba.conf entry for host "127.0.0.1", user "u", database "d", no encryption';

/** Stands in front of a PostgreSQL as hosts give it: TLS alone, by a certificate that nobody knows. */
export async function startTlsFront(port: number) {
  const open = new Set<Socket>();
  let encrypted = 0;
  const hold = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    hold(client);
    client.once('data', (asked) => {
      // https://www.postgresql.org/docs/current/protocol-message-formats.html: SSLRequest
      if (asked.length !== 8 || asked.readInt32BE(4) !== 80877103)
        return void client.end(refusal());
      client.write('S');
      const secure = new TLSSocket(client, {
        isServer: true,
        key: readFileSync(file('server-key.pem')),
        cert: readFileSync(file('server.pem')),
      });
      hold(secure);
      secure.once('secure', () => (encrypted += 1));
      const behind = connect(port, '127.0.0.1');
      hold(behind);
      secure.pipe(behind).pipe(secure);
      secure.on('close', () => behind.destroy());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    /** Connections that came to an agreement. */
    encrypted: (): number => encrypted,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** ErrorResponse */
function refusal(): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C28000\0M${REFUSAL}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
