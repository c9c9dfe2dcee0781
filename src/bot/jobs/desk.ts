import type { JobBook } from './book.js';
import type { Put } from './cards.js';
import type { Job, NewItem, NewJob } from './job.js';

/** Work that goes on after its click is answered. Methods reject with what the database says. */
export interface JobDesk {
  readonly book: JobBook;
  /** Keeps a new job, and begins it where it is to run. Its card stands already. */
  create: (job: NewJob, items?: readonly NewItem[]) => Promise<Job>;
  /** Goes on with a job whose state has just become `running` or `cancelled`. Does not wait. */
  begin: (id: string) => void;
  /** Tells a run that its job was just paused or cancelled, so that it need not find out. */
  nudge: (id: string) => void;
  /** Whether this names a job that settles its open audit entries itself. */
  hasKey: (eventKey: string) => Promise<boolean>;
  /**
   * Shows a job on its card as it is now, after whatever is being shown of it.
   *
   * @param put how, e.g. `click.replace`; left out: in the place of its card
   */
  show: (id: string, put?: Put) => Promise<void>;
}
