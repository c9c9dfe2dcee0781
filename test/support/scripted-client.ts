import type { WebexClient } from '../../src/webex/client.js';
import { quickClient } from './quick-client.js';
import { type Reply, type ScriptedServer, scriptedServer } from './scripted-server.js';

/** A scripted server and a quick client of it, new for every test of the suite that calls this. */
export function scriptedClient(base = '/v1') {
  let server: ScriptedServer;
  let webex: WebexClient;
  beforeEach(async () => {
    server = await scriptedServer();
    webex = quickClient(`${server.url}${base}`);
  });
  afterEach(async () => {
    await webex.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get webex() {
      return webex;
    },
    /** A page of a list, with a Link to the next one where its path and query are given. */
    page: (items: readonly unknown[], next?: string): Reply => ({
      json: { items },
      headers: next === undefined ? {} : { link: `<${server.url}${base}/${next}>; rel="next"` },
    }),
    /** The parameters of every request so far. */
    queries: (): Record<string, string>[] =>
      server.asked.map(({ url }) => Object.fromEntries(url.searchParams)),
  };
}
