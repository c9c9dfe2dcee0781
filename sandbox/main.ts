import { type Sandbox, startSandbox } from './sandbox.js';

try {
  const sandbox = await startSandbox({ port: portOf(process.env.SANDBOX_PORT) });
  console.log(`The sandbox's API is ${sandbox.apiUrl}, its chat page ${sandbox.url}/`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(sandbox));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function portOf(value: string | undefined): number {
  if (value === undefined || value === '') return 4000;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `SANDBOX_PORT is "${value}"; it must be a port between 0 and 65535 (0: any free one).`,
    );
  }
  return port;
}

async function stop(sandbox: Sandbox): Promise<void> {
  await sandbox.stop();
  process.exit(0);
}
