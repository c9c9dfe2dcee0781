import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Job, type JobControl, jobKind } from '../../src/jobs/job.js';

const job = (data: unknown): Job => ({
  ...{ id: 'j1', kind: 'count', personId: 'alice', hostId: undefined, state: 'running', data },
  ...{ at: { id: 'm1', roomId: 's1' }, createdAt: 1, updatedAt: 1 },
});
const control = {} as JobControl<unknown>;

describe('a kind of job', () => {
  const counting = {
    name: 'count',
    data: z.object({ count: z.number() }),
    run: ({ data }: Job<{ count: number }>) =>
      Promise.resolve({ state: 'done', data: { count: data.count + 1 } } as const),
    card: ({ data }: Job<{ count: number }>, problem?: unknown) => ({
      markdown: `${data.count} ${String(problem)}`,
    }),
  };

  it('works on its own data', async () => {
    const kind = jobKind(counting);
    const end = await kind.run(job({ count: 1, odd: true }), control);
    assert.deepEqual(end, { state: 'done', data: { count: 2 } });
    assert.deepEqual(await kind.card(job({ count: 1 }), 'late'), { markdown: '1 late' });
  });

  it('rejects data of another shape, whatever is wanted', async () => {
    const kind = jobKind({ ...counting, onCancelled: () => Promise.resolve(true) });
    const odd = job({ count: 'three' });
    for (const rejected of [kind.run(odd, control), kind.card(odd), kind.onCancelled(odd)]) {
      await assert.rejects(rejected, z.ZodError);
    }
  });

  it('has nothing new to show after a cancellation unless it says so', async () => {
    assert.equal(await jobKind(counting).onCancelled(job({ count: 1 })), false);
    const kind = jobKind({ ...counting, onCancelled: () => Promise.resolve(true) });
    assert.equal(await kind.onCancelled(job({ count: 1 })), true);
  });
});
