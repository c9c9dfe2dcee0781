import { part } from './dom.js';
import { reasonOf } from './webex.js';

/**
 * The small dialog that makes a new group space. `create` is given the title and whether the bot should
 * be in it; when it fails, the dialog stays open and says why.
 */
export function wireNewSpace(create: (title: string, withBot: boolean) => Promise<void>): void {
  const dialog = part('new-space-dialog', HTMLDialogElement);
  const form = part('new-space-form', HTMLFormElement);
  const title = part('new-space-title', HTMLInputElement);
  const withBot = part('new-space-bot', HTMLInputElement);
  const problem = part('new-space-problem', HTMLParagraphElement);

  part('new-space', HTMLButtonElement).addEventListener('click', () => {
    form.reset();
    problem.textContent = '';
    dialog.showModal();
    title.focus();
  });
  part('new-space-cancel', HTMLButtonElement).addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    create(title.value.trim(), withBot.checked).then(
      () => dialog.close(),
      (error: unknown) => {
        problem.textContent = reasonOf(error);
      },
    );
  });
}
