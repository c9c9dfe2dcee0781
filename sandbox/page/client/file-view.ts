import { el } from './dom.js';
import { reasonOf, type MessageFile } from './webex.js';

/** Webex shows previews of files up to this size. */
const PREVIEW_BYTES = 1_000_000;
const PICTURES = ['image/png', 'image/jpeg', 'image/gif'];

/** A file under a message: its name as a link that saves it, and the picture when it is one. */
export function fileView(read: () => Promise<MessageFile>): HTMLElement {
  const box = el('p', { class: 'message-file' }, 'Loading the file…');
  read().then(
    ({ name, bytes }) => {
      const address = URL.createObjectURL(bytes);
      const link = el('a', { href: address, download: name, class: 'message-file-link' }, name);
      const size = el('span', { class: 'message-file-size' }, ` ${sizeOf(bytes.size)}`);
      box.replaceChildren(link, size);
      if (PICTURES.includes(bytes.type) && bytes.size <= PREVIEW_BYTES) {
        const picture = el('img', { src: address, alt: name, class: 'message-picture' });
        box.append(picture);
      }
    },
    (error: unknown) => box.replaceChildren(`The file cannot be shown. ${reasonOf(error)}`),
  );
  return box;
}

function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`;
  return bytes < 1_000_000
    ? `${String(Math.round(bytes / 1000))} kB`
    : `${String(Math.round(bytes / 100_000) / 10)} MB`;
}
