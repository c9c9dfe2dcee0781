import { startDemo } from './demo/start.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  const demo = await startDemo(process.env);
  demo.lines.forEach(say);
  const stop = (): void => {
    void demo.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
