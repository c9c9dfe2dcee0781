import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { auditIdentity } from '../../bot/access/impersonation.js';
import type { Action, Command, Feature, Retry } from '../../bot/feature.js';
import { command, phrases } from '../../bot/feature.js';
import { tellFirst } from '../../bot/clicks.js';
import { plainLine } from '../../bot/plain-line.js';
import type { ActionContext, MessageContext, ViewContext } from '../../bot/context.js';
import { performShare } from '../../changes/change-recording.js';
import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/types.js';
import { MINUTE } from '../../util/time.js';
import { words } from '../../util/words.js';
import { uuidOf } from '../../webex/ids.js';
import { NO_MESSAGE } from '../../webex/messaging.js';
import type { BulkDeps } from '../bulk/index.js';
import { asksWhom, pickRecording, recordingTarget, sharingAbove } from '../list/index.js';
import type { RecordingAction, RecordingDeps } from '../recording/index.js';
import { onRecording, readRecording, showDetails } from '../recording/index.js';
import {
  goneOnForm,
  UNTIL,
  notYoursToShareCard,
  shareFormCard,
  shareQuestionCard,
  sharedIn,
  sharedCard,
  sharedOne,
  sharingForm,
  sharingOf,
} from './cards.js';
import { askShareTicked, shareNamed, shareSeveral } from './several.js';
import { pattern } from '../../util/pattern.js';

/** Share…: shares a recording with people, or stops sharing it, after a question that names them. */
export const share = (deps: BulkDeps): Feature => {
  const asks = askShare(deps);
  const lately = new LRUCache<string, string>({ max: 1_000, ttl: MINUTE });
  const confirms = confirmShare(deps, asks, lately);
  return {
    commands: [shareCommand(deps, asks), unshareCommand(deps, asks), accessCommand(deps, asks)],
    actions: [asks, confirms, shareNow(deps, asks, confirms, lately), ...shareSeveral(deps)],
  };
};

/** Addresses alone answer who it is shared with, where that was asked just now. */
const ADDRESSES =
  /^(?<who>[^\s:<>@]+@[^\s<>@]+(?:(?:\s*[,;&]\s*|\s+(?:and\s+)?)[^\s:<>@]+@[^\s<>@]+)*)$/i;
/** Nobody’s name is beside it: “it’s carol@example.com” */
const ADDRESSED =
  /^(?:(?:(?:what|how)\s+about|and|also|ok|okay|so|yes|no|wait|oh|sorry|actually|it['’]?s|its|just|only|rather|instead|to|with|her|his|their|the|(?:e-?)?mail|address|is|i|mean|meant|make|change|that|it|use|:)[\s,]+)*(?<who>[^\s:]+@\S+(?:(?:\s*[,;&]\s*|\s+(?:and\s+)?)[^\s:]+@\S+)*)(?:\s+(?:then|please|instead|too|as\s+well|now|only|rather))*$/i;
const RATHER =
  /\b(?:actually|make|change|instead|rather|only|just|no|sorry|meant?|leave|forget)\b(?!\S*@)/i;

const A_PERSON =
  '(?!(?:mine|one|all|both|it|them|this|that|with|without|the|my|on|in|by)\\b)[\\p{L}.-]+(?:@\\S+)?';
/** Below the form: “only bob”, “and carol”, “and the third”. */
const WHOM = pattern('iu')`
  ^(?:only|just)\s+(?:with\s+)?(?<only>${A_PERSON})$
  |^(?:no[\s,]+)?(?:not|forget|drop|without|instead\s+of)\s+${A_PERSON}[\s,]+(?:(?:but|rather|only)\s+)*(?<rather>${A_PERSON})$
  |^(?:(?:and|also|plus|add)\s+)+(?:with\s+)?(?<more>${A_PERSON})$
  |^(?:(?:no|but)[\s,]+)*(?:drop|minus|skip|scratch|without|except|not)\s+(?<less>${A_PERSON})$
  |^(?:(?:and|also)\s+)?(?<third>the\s+(?:first|second|third|fourth|fifth|next|last|other)(?:\s+one)?)$
`;

/** “and the third”; alone it is of those that it may be. */
const ANOTHER = /^\W*(?:and|also|plus)\s/i;

const belowForm: NonNullable<Command['follows']> = (line, _before, whole) => {
  const { rather, only = rather, more, less, third } = WHOM.exec(line)?.groups ?? {};
  // An address alone is asked for.
  const isRather = RATHER.test(whole);
  if (ADDRESSES.test(line)) return isRather ? `share only with ${line}` : line;
  const { who } = ADDRESSED.exec(line)?.groups ?? {};
  if (who !== undefined) return `share ${isRather ? 'only ' : ''}with ${who}`;
  if (UNTIL.test(`it ${line}`)) return `share it ${line}`;
  if (third !== undefined && ANOTHER.test(whole)) return `share ${third}`;
  if (only !== undefined) return `share only with ${only}`;
  if (less !== undefined) return `unshare it with ${less}`;
  return more === undefined ? undefined : `share it with ${more}`;
};

/** `share … with …`: the form, filled in. */
const shareCommand = (deps: BulkDeps, asks: Action): Command =>
  command({
    name: 'share',
    words: ['share', 'send', 'resend', 'forward', 'fwd', 'email', 'mail'],
    says: [
      /^(?:share|send|forward|e?mail)\s+(?:(?:the|a)\s+)?link\s+(?:to|of|for)\s+(?!.*@)(?<what>.+)$/i,
      /^(?:give|grant|allow)\s+(?:(?:view|viewing|read)\s+)?access\s+(?:to|of|for)\s+(?<what>.+?)\s+(?:to|for)\s+(?<who>.+)$/i,
      /^(?:give|grant|allow)\s+(?<who>.+?)\s+access\s+to\s+(?<what>.+)$/i,
      /^i\s+(?:want|need|would\s+like)\s+(?:\p{L}+\s+){0,3}?(?<who>\S+@\S+|(?!(?:to|it|you|all|them|recordings?|someone|somebody)\b)\p{L}+)\s+to\s+(?:see|watch|view|have|get)\s+(?<what>.+)$/iu,
      /^let\s+(?!(?:me|us)\b)(?<who>.+?)\s+(?:see|watch|view|access|have|open)\s+(?<what>.+)$/i,
      /^(?:(?:can|could|may|should)\s+)?(?<who>\S+@\S+)\s+(?:get|have|receive|needs?|wants?|should)\s+(?:(?:to\s+)?(?:see|watch|have|get)\s+)?(?!access\b|not\b)(?<what>.+)$/i,
      /^(?:invite|add)\s+(?<who>\S+@\S+)(?:\s+to\s+(?:(?:view|see|watch)\s+)?(?<what>.+))?$/i,
      /^(?:invite|add)\s+(?!(?:me|us|an?|the|my)\s)(?<who>\p{L}+(?:\s+\p{L}+){0,3}?)\s+to\s+(?<what>(?:.*\s)?(?:recordings?|videos?|it)(?:\s+(?:of|from)\s+.+)?)$/iu,
      /^(?:allow|permit|enable)\s+(?!(?:me|us)\b)(?<who>.+?)\s+to\s+(?:see|watch|view|access|open)\s+(?<what>.+)$/i,
      /^(?:give|grant)\s+(?<who>.+?)\s+permissions?\s+(?:(?:to\s+(?:view|see|watch)|for|on)\s+)(?<what>.+)$/i,
      /^(?:give|send|email)\s+(?!(?:the|me|us|an?)\s)(?<who>\S+@\S+|\p{L}+)\s+(?:(?:the|a)\s+)?link\s+(?:to|of|for)\s+(?<what>.+)$/iu,
      /^(?:send|give|forward|email)\s+(?!(?:the|me|us|my|this|that|it|all|an?)\s)(?<who>\S+@\S+|\p{L}+)\s+(?:(?:the|my)\s+(?!link\b)|(?=(?:yester|to)day['’]?s\s|(?:last|this)\s))(?<what>.+)$/iu,
      /^(?:share|send|forward)\s+(?:with|to)\s+(?<who>[^\s:]+(?:\s+and\s+[^\s:]+)?)(?::\s+|\s+(?=(?:the|my|this|that)\s))(?<what>.+)$/i,
      /^(?:send|give|show|forward|email)\s+(?<who>(?:my|our|the)\s+(?:students?|class|team|colleagues?|boss|manager|customers?|clients?|group|department))\s+(?<what>(?:the|my|this|that|last)\s.+|it)$/i,
      /^(?<who>\S+@\S+|\p{L}+)\s+to\s+(?:see|watch|view|have|get)\s+(?<what>it|this|that)$/iu,
      /^(?:give|send|e?-?mail)\s+(?!(?:me|us)\b)(?<who>\p{L}+)\s+(?:the|a|its)\s+(?:link|url)(?:\s+(?:then|please|too))*$/iu,
      ADDRESSES,
      ADDRESSED,
      /^(?:give|grant|allow)\s+(?:him|her|them|\p{L}+)\s+access(?:\s+(?:again|back|too|please|to\s+(?<what>it|this|that)))*$/iu,
      /^pass\s+(?<what>.+?)\s+(?:on\s+)?to\s+(?<who>.+)$/i,
      /^make\s+(?<what>.+?)\s+(?:public|visible|available|accessible)(?:\s+(?:for|to)\s+(?<who>.+))?$/i,
    ],
    help: words.share.help,
    group: 'find',
    forOthers: true,
    follows: belowForm,
    run: async (ctx, rest) => {
      const only = /^only\s+with\s+(\S.*)$/i.exec(rest)?.[1];
      if (only !== undefined) {
        await shareAs(deps, asks, ctx, `with ${only}`, 'only');
        return;
      }
      const { line = '' } = ctx;
      // “send” below the form is no other request.
      if (/^(?:it)?$/.test(rest) && (await sharingAbove(ctx)) !== undefined)
        return await ctx.dispatch('yes', ctx);
      const whose = /^(?:only|just|and|(?:what|how)\s+about)\s+(\S+@\S+)$/i.exec(line)?.[1];
      const list = ADDRESSES.test(line) && `list ${line}`;
      const anew = whose === undefined ? list : `what about hosted by ${whose}`;
      if (anew !== false && !(await asksWhom(deps.searches, ctx))) return await ctx.dispatch(anew);
      // Who asks for a recording can open it already.
      const mine = /^(?:me|us)\s+(?<what>.+)$/i.exec(rest)?.groups?.what;
      if (mine !== undefined) return await ctx.dispatch(`watch ${mine}`);
      const said = plainLine(line);
      const isRather = RATHER.test(line) && (ADDRESSED.test(said) || ADDRESSES.test(said));
      await shareAs(deps, asks, ctx, rest, isRather ? 'only' : 'add');
    },
  });

/** `unshare … with …`: the same form, with those who lose access. */
const unshareCommand = (deps: BulkDeps, asks: Action): Command =>
  command({
    name: 'unshare',
    words: ['unshare', 'stop sharing', 'no longer share', 'don’t share', "don't share"],
    says: [
      /^(?:remove|revoke|withdraw|take\s+away|stop)\s+(?<who>\S+@[^\s'’]+)(?:['’]s)?\s+(?:access\s+)?(?:from|to)\s+(?<what>.+)$/i,
      /^(?:remove|revoke|withdraw|take\s+away)\s+(?<who>[\p{L}.-]+(?:\s+[\p{L}.-]+)?)['’]?s\s+access(?:\s+(?:from|to)\s+(?<what>.+))?$/iu,
      pattern('iu')`
        ^(?:remove|kick|block|take|stop)\s+(?!(?:the|an?|my|all|this|that|it|standup)\b)
        (?<who>\p{L}+(?:\s+\p{Lu}\p{L}+)?(?:\s+and\s+\p{L}+)?)\s+(?:from|off)\s+(?:seeing\s+|watching\s+)?
        (?=(?:the|my)\s)(?!\S+\s+(?:recycle\s*)?(?:bin|trash|list|recordings)\b)(?<what>.+)$
      `,
      /^(?<who>\S+@\S+|\p{L}+)\s+should(?:\s*n['’]?t|\s+not|\s+no\s+longer)\s+(?:be\s+able\s+to\s+)?(?:see|watch|have(?:\s+access\s+to)?)\s+(?<what>.+?)(?:\s+any\s?more)?$/iu,
      /^(?:take|kick|leave|cross)\s+(?<who>\S+@\S+|(?!(?:it|that|this|them|one)\b)\p{L}+)\s+(?:off|out|away)(?:\s+(?:again|(?:of|from)\s+(?:it|that|there|the\s+(?:list|form))|please))*$/iu,
      /^make\s+(?<what>.+?)\s+private(?:\s+again)?$/i,
      /^i\s+(?:do\s*n['’]?o?t|no\s+longer)\s+want\s+(?<who>\S+@\S+|(?!(?:it|this|that|to)\b)\p{L}+)\s+to\s+(?:see|watch|view|have(?:\s+access\s+to)?|access|open)\s+(?<what>.+?)(?:\s+any\s?more)?$/iu,
      /^(?:remove|revoke|withdraw|stop|end)\s+access\s+to\s+(?<what>.+?)(?:\s+(?:for|from|of)\s+(?<who>.+))?$/i,
      /^(?:remove|revoke|withdraw|stop|end)\s+access\s+(?:(?:for|from|of)\s+)?(?<who>\S+@\S+|(?<=\s(?:for|from|of)\s)[\p{L}.-]+(?:\s+[\p{L}.-]+)?)(?:\s+(?:(?:to|from)\s+)?(?<what>.+))?$/iu,
    ],
    help: words.share.help,
    isHidden: true,
    forOthers: true,
    // “his mail is bob@example.com”: of whom it is still shared with.
    follows: (line, before, whole) => {
      const { who } = ADDRESSED.exec(line)?.groups ?? {};
      const isAddress = who !== undefined && /\b(?:address|mail)\b/i.test(whole);
      return isAddress ? `unshare it with ${who}` : belowForm(line, before, whole);
    },
    run: (ctx, rest) => shareAs(deps, asks, ctx, rest, 'remove'),
  });

/** `who can see …`: the form, which says that Webex does not tell. */
const accessCommand = (deps: BulkDeps, asks: Action): Command =>
  command({
    name: 'who can see',
    words: phrases(
      'who has access, who else has access, who else can see, who can view, who can see, who can watch, who can access, who has access to',
      'access to',
    ),
    says: [
      /^who(?:\s+(?:else|all)\s+(?:can|could|has)|(?:['’]?s|\s+(?:is|are))\s+(?:allowed|able)\s+to)\s+(?:see|watch|view|open|access(?:\s+to)?)\s+(?<what>.+)$/i,
      /^(?:with\s+)?whom?\s+(?:did|have|has)\s+(?:i|we)\s+shared?\s+(?<what>.+?)(?:\s+with)?$/i,
      /^(?:with\s+)?whom?\s+(?:is|was)\s+(?<what>.+?)\s+shared(?:\s+with)?$/i,
      /^(?:is|was)\s+(?<what>.+?)\s+shared(?:\s+with\s+(?!me\b).+)?$/i,
      /^(?:show\s+(?:me\s+)?)?(?:the\s+)?(?:access|permissions)\s+(?:of|for|to)\s+(?<what>.+)$/i,
      /^(?:does|can|could|did)\s+(?!(?:i|you|we)\b)\S+(?:\s+\S+)?\s+(?:have|get)\s+access\s+to\s+(?<what>.+)$/i,
      /^(?:did|have)\s+(?:i|we)\s+(?:already\s+)?shared?\s+(?<what>.+?)\s+with\s+\S.*$/i,
      /^(?!(?:i|you|we|why)\b)\S+\s+can(?:['’]?t|\s?not)?\s+(?:still\s+|now\s+)*(?:see|watch|open|view)\s+(?<what>it|this|that)(?:\s+(?:any\s?more|now|still|then))*$/i,
      /^can\s+(?!(?:i|you|we)\b|.*\s(?:through|via)\s+(?:you|this)|.*\smy\s+recordings$)\S+(?:\s+\S+)?\s+(?:see|watch|view|access|open|download)\s+(?<what>.+)$/i,
    ],
    help: words.share.help,
    isHidden: true,
    forOthers: true,
    run: (ctx, rest) => shareAs(deps, asks, ctx, rest, 'add'),
  });

const IT_BARE = /^(?:it|this|that|them|these|those|both|(?:this|that)\s+one)?$/i;
async function shareAs(
  deps: BulkDeps,
  asks: Action,
  asked: MessageContext,
  written: string,
  field: 'add' | 'remove' | 'only',
): Promise<void> {
  const { people, said, isLimited, isOfLink } = sharedIn(written);
  const ctx = tellFirst(asked, isLimited && words.share.noEnd);
  const verb = field === 'remove' ? 'unshare' : 'share';
  const form = { verb, button: words.share.button, action: 'ask-share', only: asks };
  // “and carol@example.com”, “remove bob”: below the form
  const above = IT_BARE.test(said) ? await sharingAbove(ctx) : undefined;
  const filled = goneOnForm(above?.people ?? sharingForm.parse({ tell: 'true' }), people, field);
  if (above !== undefined) {
    const again = above.of.job === undefined ? asks : askShareTicked(deps);
    const input = again.parse({ ...above.of, ...filled, action: again.name });
    await input?.run({ ...ctx, at: NO_MESSAGE, update: ctx.reply });
    return;
  }
  if (field === 'add' && people !== '' && (await shareNamed(deps, ctx, said, people))) return;
  const isMore = said === '' && people !== '' && (isOfLink || (await asksWhom(deps.searches, ctx)));
  const extra = people === '' ? {} : { extra: filled, behind: ` with ${people}` };
  await pickRecording(deps, ctx, isMore ? 'it' : said, { ...form, ...extra, isForHosts: true });
}

/** Asks again with the recording only, when the addresses do not fit into a button. */
const retryWith = (asks: Action): Retry => ({
  with: asks,
  when: 'too-long',
  only: Object.keys(recordingTarget.shape),
});

type Use<C extends ViewContext> = (
  about: RecordingAction<C>,
  recording: Recording,
  form: ReturnType<typeof sharingOf>,
) => Promise<unknown>;

/** Continues when the recording is the person's to share; else answers. */
function whenOwn<C extends ViewContext>(use: Use<C>) {
  return async (about: RecordingAction<C>, input: z.output<typeof sharingForm>): Promise<void> => {
    const { recording } = (await readRecording(about)) ?? {};
    if (recording === undefined) return;
    if (stateOf(recording) === 'in-bin') await showDetails(about, recording);
    else if (!recording.shareToMe) await use(about, recording, sharingOf(input));
    else await about.ctx.update(notYoursToShareCard(recording, about.state));
  };
}

/** Shows the form, filled in when it comes back. */
const askShare = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'ask-share',
    extra: sharingForm,
    run: whenOwn(({ ctx, state }, recording, read) =>
      ctx.update(shareFormCard(sharedOne(recording, state), read)),
    ),
  });

/** Shared a moment ago, by person and recording: without this, pressing twice would send e-mails twice. */
type Lately = LRUCache<string, string>;

const sharingKey = ({ actor, target }: Pick<RecordingAction, 'actor' | 'target'>): string =>
  `${uuidOf(actor.personId)} ${target.id}`;

/** Asks, naming the people; or shows the form again with what is wrong. */
const confirmShare = (deps: RecordingDeps, asks: Action, lately: Lately): Action =>
  onRecording(deps, {
    name: 'confirm-share',
    extra: sharingForm,
    retry: retryWith(asks),
    run: whenOwn((about, recording, read) => {
      // A person who says yes to a new question means it.
      lately.delete(sharingKey(about));
      return about.ctx.update(shareQuestionCard(sharedOne(recording, about.state), read));
    }),
  });

const shareNow = (deps: RecordingDeps, asks: Action, confirms: Action, lately: Lately): Action =>
  onRecording(deps, {
    name: 'share',
    extra: sharingForm,
    ifStale: confirms,
    retry: retryWith(asks),
    run: whenOwn(async (about: RecordingAction<ActionContext>, recording, read) => {
      const { ctx, state } = about;
      const { wanted, problem } = read;
      if (problem !== undefined)
        return await ctx.update(shareQuestionCard(sharedOne(recording, state), read));
      const eventKey = ctx.permit.key;
      const order = JSON.stringify([ctx.at.id, wanted]);
      const outcome =
        lately.get(sharingKey(about)) === order
          ? ({ kind: 'done' } as const)
          : await performShare(
              deps,
              { ...about, as: auditIdentity(deps, about.actor) },
              wanted,
              eventKey,
            );
      if (outcome.kind === 'done') lately.set(sharingKey(about), order);
      return await ctx.update(sharedCard(recording, state, wanted, outcome));
    }),
  });
