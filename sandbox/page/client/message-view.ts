import { renderCard } from './card.js';
import { avatar, el } from './dom.js';
import { fileView } from './file-view.js';
import { messageMarkdown, plainText } from './markdown.js';
import type { Message } from './shapes.js';
import { reasonOf, type MessageFile } from './webex.js';

/** What a message needs to know about the world around it. */
export interface MessageContext {
  nameOf(email: string): string;
  isBot(email: string): boolean;
  submit(messageId: string, inputs: object): Promise<void>;
  open(url: string): void;
  file(url: string): Promise<MessageFile>;
}

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const fullTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** One message in the stream. A message that was edited gets a new body in the same place. */
export class MessageView {
  readonly element: HTMLLIElement;
  readonly #body = el('div', { class: 'message-body' });
  readonly #edited = el('span', { class: 'message-edited', hidden: true }, 'Edited');
  #message: Message;

  constructor(
    message: Message,
    readonly context: MessageContext,
  ) {
    this.#message = message;
    const name = context.nameOf(message.personEmail);
    const bot = context.isBot(message.personEmail);
    const at = new Date(message.created);
    this.element = el(
      'li',
      {
        class: 'message',
        'data-message-id': message.id,
        'data-author': message.personEmail,
        tabindex: '-1',
      },
      avatar(name, bot ? 'bot' : 'person'),
      el(
        'div',
        { class: 'message-main' },
        el(
          'p',
          { class: 'message-head' },
          el('span', { class: 'message-author' }, name),
          ...(bot ? [el('span', { class: 'badge' }, 'Bot')] : []),
          el('time', { datetime: message.created, title: fullTime.format(at) }, time.format(at)),
          this.#edited,
        ),
        this.#body,
      ),
    );
    this.#show();
  }

  get message(): Message {
    return this.#message;
  }

  /** Shows the message as it is now, in place. A focus inside it stays on the control of the same name. */
  update(message: Message): void {
    const focused = this.#focusedName();
    this.#message = message;
    this.#show();
    if (focused !== undefined) this.#focusNamed(focused);
  }

  #show(): void {
    const { card, files, markdown, text, updated } = this.#message;
    this.#edited.hidden = updated === undefined;
    // Next to a card its fallback text is not shown: it says the same again.
    if (card) this.#body.replaceChildren(...this.#cardParts(card));
    else
      this.#body.replaceChildren(
        prose(markdown === undefined ? plainText(text) : messageMarkdown(markdown)),
        ...files.map((url) => fileView(() => this.context.file(url))),
      );
  }

  #cardParts(content: object): HTMLElement[] {
    const status = el('p', { class: 'card-status', role: 'status' });
    const card = renderCard(content, {
      submit: (inputs, button) => void this.#submit(inputs, button, status),
      open: (url) => this.context.open(url),
    });
    if (!card) return [prose(plainText(this.#message.text))];
    return [el('div', { class: 'card', role: 'group', 'aria-label': 'Card' }, card), status];
  }

  async #submit(
    inputs: object,
    button: HTMLElement | undefined,
    status: HTMLElement,
  ): Promise<void> {
    status.className = 'card-status is-sending';
    status.textContent = 'Sending…';
    button?.setAttribute('aria-busy', 'true');
    try {
      await this.context.submit(this.#message.id, inputs);
      status.className = 'card-status is-sent';
      status.textContent = 'Sent';
    } catch (error) {
      status.className = 'card-status is-error';
      status.textContent = `Not sent. ${reasonOf(error)}`;
    } finally {
      button?.removeAttribute('aria-busy');
    }
  }

  #focusedName(): string | undefined {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || !this.#body.contains(active)) return undefined;
    return nameOfControl(active);
  }

  #focusNamed(name: string): void {
    const same = [
      ...this.#body.querySelectorAll<HTMLElement>('button, a, input, select, textarea'),
    ].find((control) => nameOfControl(control) === name && control.checkVisibility());
    (same ?? this.element).focus({ preventScroll: true });
  }
}

function nameOfControl(control: HTMLElement): string {
  return `${control.tagName} ${control.getAttribute('aria-label') ?? ''} ${control.id} ${control.textContent}`;
}

function prose(html: string): HTMLElement {
  const element = el('div', { class: 'prose', dir: 'auto' });
  // Made by markdown-it with HTML switched off: nothing a sender wrote arrives here as markup.
  element.innerHTML = html;
  return element;
}
