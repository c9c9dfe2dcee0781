import { el } from './dom.js';
import { MessageView } from './message-view.js';
import type { MessageContext } from './message-view.js';
import type { Message } from './shapes.js';

const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** How close to the end still counts as reading the newest, in CSS pixels. */
const NEAR_END = 48;

/** What is left free above a message that is read from its head, in CSS pixels. */
const HEAD_ROOM = 8;

/**
 * The messages of one space, oldest first. Whoever reads the end stays at the end; whoever has scrolled
 * up stays where they are and is told that something new has come.
 */
export class Stream {
  readonly #views = new Map<string, MessageView>();
  #atEnd = true;

  constructor(
    readonly list: HTMLOListElement,
    readonly scroller: HTMLElement,
    readonly newer: HTMLButtonElement,
    readonly context: MessageContext,
    readonly fallbackFocus: () => void,
  ) {
    scroller.addEventListener('scroll', () => {
      this.#atEnd = this.#end() - scroller.scrollTop < NEAR_END;
      if (this.#atEnd) newer.hidden = true;
    });
    newer.addEventListener('click', () => {
      this.toEnd();
      this.fallbackFocus();
    });
    // The window or a picture in a card may change its size at any time.
    new ResizeObserver(() => {
      if (this.#atEnd) this.#scrollToEnd();
    }).observe(scroller);
  }

  get oldest(): string | undefined {
    return this.list.querySelector<HTMLElement>('[data-message-id]')?.dataset.messageId;
  }

  clear(): void {
    this.#views.clear();
    this.list.replaceChildren();
    this.newer.hidden = true;
    this.#atEnd = true;
  }

  message(id: string): Message | undefined {
    return this.#views.get(id)?.message;
  }

  messages(): Message[] {
    return [...this.#views.values()].map((view) => view.message);
  }

  ids(): string[] {
    return [...this.#views.keys()];
  }

  /** Shows a message, or shows it as it is now. `older` messages leave what is being read where it is. */
  put(message: Message, place: 'newest' | 'older' = 'newest'): void {
    const known = this.#views.get(message.id);
    const wasAtEnd = this.#atEnd;
    const heightBefore = this.scroller.scrollHeight;
    if (known) {
      known.update(message);
    } else {
      const view = new MessageView(message, this.context);
      this.#views.set(message.id, view);
      this.#insert(view);
      if (place === 'newest' && !wasAtEnd) this.newer.hidden = false;
    }
    this.#tidy();
    if (place === 'older') this.scroller.scrollTop += this.scroller.scrollHeight - heightBefore;
    else if (wasAtEnd) this.#scrollToEnd();
  }

  /** Takes a message away. A focus inside it goes to a neighbour rather than nowhere. */
  remove(id: string): void {
    const view = this.#views.get(id);
    if (!view) return;
    const neighbour = nextMessage(view.element);
    const hadFocus = view.element.contains(document.activeElement);
    this.#views.delete(id);
    view.element.remove();
    this.#tidy();
    if (!hadFocus) return;
    if (neighbour) neighbour.focus({ preventScroll: true });
    else this.fallbackFocus();
  }

  /** Adds something of the page's own to the end, such as a message that is on its way. */
  append(element: HTMLLIElement): void {
    this.list.append(element);
    this.toEnd();
  }

  toEnd(): void {
    this.#atEnd = true;
    this.newer.hidden = true;
    this.#scrollToEnd();
  }

  #scrollToEnd(): void {
    this.scroller.scrollTop = this.#end();
  }

  /** Where the newest is read from: the end, but never past the head of a message taller than the window. */
  #end(): number {
    const { scroller, list } = this;
    const most = scroller.scrollHeight - scroller.clientHeight;
    const last = list.lastElementChild;
    if (!last) return most;
    const head = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    return Math.max(0, Math.min(most, Math.floor(scroller.scrollTop + head - HEAD_ROOM)));
  }

  #insert(view: MessageView): void {
    const before = firstLater(this.#views, view) ?? this.list.querySelector('.is-pending');
    this.list.insertBefore(view.element, before);
  }

  /** Day lines where the day changes; the name only where the speaker changes. */
  #tidy(): void {
    for (const line of this.list.querySelectorAll('.day')) line.remove();
    let lastDay = '';
    let lastAuthor = '';
    for (const element of [...this.list.querySelectorAll<HTMLElement>('[data-message-id]')]) {
      const view = this.#views.get(element.dataset.messageId ?? '');
      if (!view) continue;
      const today = day.format(new Date(view.message.created));
      const newDay = today !== lastDay;
      if (newDay) element.before(el('li', { class: 'day' }, el('span', {}, today)));
      element.classList.toggle('is-continued', !newDay && view.message.personEmail === lastAuthor);
      lastDay = today;
      lastAuthor = view.message.personEmail;
    }
  }
}

/** The element of the earliest message that is later than this one. */
function firstLater(
  views: ReadonlyMap<string, MessageView>,
  view: MessageView,
): HTMLElement | null {
  let first: MessageView | undefined;
  for (const other of views.values()) {
    if (other === view || other.message.created <= view.message.created) continue;
    if (!first || other.message.created < first.message.created) first = other;
  }
  return first?.element ?? null;
}

function nextMessage(element: Element): HTMLElement | undefined {
  for (const direction of ['nextElementSibling', 'previousElementSibling'] as const) {
    let next = element[direction];
    while (next && !(next instanceof HTMLElement && next.dataset.messageId !== undefined)) {
      next = next[direction];
    }
    if (next instanceof HTMLElement) return next;
  }
  return undefined;
}
