/** Whether the bot can serve. */
export interface Readiness {
  /** Why it cannot, or undefined. */
  readonly problem: () => Promise<string | undefined>;
  /** From now on it cannot: it is stopping. */
  readonly stop: () => void;
}

/**
 * Ready is: not stopping, Webex has begun to tell us, and the database answers.
 *
 * @param webhooks why Webex is not telling us yet, or undefined
 * @param ping rejects when the database does not answer
 */
export function readiness(
  webhooks: () => string | undefined,
  ping: () => Promise<void>,
): Readiness {
  let stopping = false;
  return {
    problem: async () => {
      if (stopping) return 'stopping';
      return await ping().then(webhooks, () => 'the database does not answer');
    },
    stop: () => {
      stopping = true;
    },
  };
}
