import type {
  AuthorizationRequest,
  AuthorizationRequests,
} from '../../src/accounts/account-store.js';

/** Pending links that live as long as the test; they conform as the stored ones do. */
export function memoryPendingLinks(): AuthorizationRequests {
  const links = new Map<string, AuthorizationRequest>();
  return {
    put: (link) => {
      links.set(link.state, link);
      return Promise.resolve();
    },
    peek: (state) => Promise.resolve(links.get(state)),
    take: (state) => {
      const link = links.get(state);
      links.delete(state);
      return Promise.resolve(link);
    },
    drop: ({ state, verifier }) =>
      Promise.resolve(links.get(state)?.verifier === verifier && links.delete(state)),
    ofDevices: () =>
      Promise.resolve([...links.values()].filter(({ state }) => state.startsWith('device:'))),
    forget: (personId) => {
      for (const link of links.values()) if (link.personId === personId) links.delete(link.state);
      return Promise.resolve();
    },
    tidy: () => Promise.resolve(),
  };
}
