import { readSelection } from './address.js';
import { Chat } from './chat.js';
import { Composer } from './composer.js';
import { wireNewSpace } from './dialog.js';
import { part } from './dom.js';
import { wireLook } from './look.js';
import { deepLink, openInNewTab } from './open-link.js';
import { Stream } from './stream.js';
import { everyone } from './webex.js';

const selection = readSelection(location.search);
const people = await everyone();
const byEmail = new Map(people.map((person) => [person.email, person]));
const me = byEmail.get(selection.person) ?? people.find((person) => !person.isBot);
if (!me) throw new Error('The sandbox has no people.');

const composer = new Composer(
  part('composer', HTMLFormElement),
  part('box', HTMLTextAreaElement),
  part('mentions', HTMLUListElement),
  part('mention', HTMLButtonElement),
  (typed) => void chat.send(typed),
);
const stream: Stream = new Stream(
  part('messages', HTMLOListElement),
  part('scroller', HTMLDivElement),
  part('newer', HTMLButtonElement),
  {
    nameOf: (email) => byEmail.get(email)?.displayName ?? email,
    isBot: (email) => byEmail.get(email)?.isBot ?? email.endsWith('@webex.bot'),
    submit: (messageId, inputs) => chat.webex.submit(messageId, inputs),
    file: (url) => chat.webex.file(url),
    open: (url) => {
      const link = deepLink(url);
      if (link) void chat.follow(link);
      else openInNewTab(url);
    },
  },
  () => composer.focus(),
);
const chat: Chat = new Chat(people, selection, stream, composer, me);

wireLook(selection, () => chat.keepAddress());
wireNewSpace((title, withBot) => chat.createSpace(title, withBot));
await chat.become(me, selection.space);
composer.focus();

// Someone may have been added (POST /sandbox/people) since: look again when the page is looked at again.
window.addEventListener('focus', () => {
  void everyone().then((all) => {
    for (const person of all.filter(({ email }) => !byEmail.has(email))) {
      people.push(person);
      byEmail.set(person.email, person);
    }
    chat.showPeople();
  });
});
