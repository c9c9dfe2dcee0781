import { webexId } from './ids.js';

/** A file that was posted with a message. It lives as long as its message. */
export interface StoredFile {
  readonly id: string;
  /** As the sender named it, without any folders. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** Where it is read from, with a token: what a message's `files` names. */
  readonly url: string;
}

/** What was uploaded, before it has an id. */
export type Upload = Pick<StoredFile, 'name' | 'contentType' | 'bytes'>;

/** Gives files their ids and addresses. */
export class Files {
  /** The address of the API, once the sandbox listens. */
  apiUrl = '';

  constructor(private readonly newUuid: () => string) {}

  store(upload: Upload): StoredFile {
    const id = webexId('CONTENT', this.newUuid());
    return { ...upload, id, url: `${this.apiUrl}/contents/${id}` };
  }
}
