/** Before the id of a job, where the audit names what asked for a change. */
export const KEY = 'job:';

/** As the audit names what asked for a change: the job, where it was not a click. */
export function keyOfJob(id: string): string {
  return `${KEY}${id}`;
}
