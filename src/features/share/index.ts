import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { auditIdentity } from '../../bot/access/impersonation.js';
import type { Action, Command, Feature } from '../../bot/feature.js';
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
import { notTheirsCard, peopleAsked, pickRecording, sharingAbove } from '../list/index.js';
import type { RecordingAction, RecordingDeps } from '../recording/index.js';
import { onRecording, readRecording, showDetails } from '../recording/index.js';
import {
  goneOnForm,
  shareFormCard,
  shareQuestionCard,
  sharedCard,
  sharedOne,
  sharingForm,
  sharingOf,
} from './cards.js';
import {
  askShareTicked,
  retryWith,
  shareNamed,
  sharedIn,
  shareSeveral,
  takesBack,
} from './several.js';
import { pattern, source } from '../../util/pattern.js';

/** Share…: shares a recording with people, or stops sharing it, after a question that names them. */
export const share = (deps: BulkDeps): Feature => {
  const asks = askShare(deps);
  const lately = new LRUCache<string, string>({ max: 1_000, ttl: MINUTE });
  const confirms = confirmShare(deps, asks, lately);
  // “Stop this sharing…” asks what “Next” asks; under a name of its own its card is not taken for the form.
  const asking = [asks, confirms, { ...confirms, name: 'undo-share' }];
  return {
    commands: [shareCommand(deps, asks), unshareCommand(deps, asks), accessCommand(deps, asks)],
    actions: [...asking, shareNow(deps, asks, confirms, lately), ...shareSeveral(deps)],
  };
};

/** Addresses alone answer who it is shared with, where that was asked just now. */
const ADDRESSES = pattern`^(?<who>[^\s:<>@]+@[^\s<>@]+((\s*[,;&]\s*| (and )?)[^\s:<>@]+@[^\s<>@]+)*)$`;
/** A request of its own, or of less: “not bob@example.com”, “stop sharing with …”, “recordings of …” */
const ASKS_ELSE = pattern`(?<![\p{L}\d@.])(share|sharing|send|forward|unshare|for|remove|delete|drop|kick|revoke|take|not|without|except|minus|forget|skip|scratch|(do|does|ca|should|wo)n['’]?t|stop|no longer|list|show|find|open|who|when|did|has|recordings?)(?![\p{L}\d@.])`;
/** Nobody’s name is beside it: “it’s carol@example.com” */
const ADDRESSED = pattern`^(((what|how) about|and|also|ok|okay|so|yes|no|wait|oh|sorry|actually|it['’]?s|its|just|only|rather|instead|to|with|her|his|their|the|(e-?)?mail|address|is|i|mean|meant|make|change|that|it|use|:)[\s,]+)*(?<who>[^\s:]+@\S+((\s*[,;&]\s*| (and )?)[^\s:]+@\S+)*)( (then|please|instead|too|as well|now|only|rather))*$`;
const RATHER =
  /\b(?:actually|make|change|instead|rather|only|just|no|sorry|meant?|leave|forget)\b(?!\S*@)/i;

const A_PERSON = source`(?!(mine|one|all|both|it|them|this|that|with|without|the|my|on|in|by)\b)[\p{L}.-]+(@\S+)?`;
/** Below the form: “only bob”, “and carol”, “and the third”. */
const WHOM = pattern`^(only|just) (with )?(?<only>${A_PERSON})$|^((no|wait|sorry)[\s,]+)*((with|to) )?(?<swap>${A_PERSON})( (i|we|have|mean|meant))*[\s,]+(and )?(not|instead of) ((with|to) )?${A_PERSON}$|^(no[\s,]+)?(not|forget|drop|without|instead of) ${A_PERSON}[\s,]+((but|rather|only) )*(?<rather>${A_PERSON})$|^((and|also|plus|add) )+(with )?(?<more>${A_PERSON})( (too|also|as well))*$|^((no|but)[\s,]+)*(drop|minus|skip|scratch|without|except|not|remove) (?<less>${A_PERSON})$|^((and|also) )?(?<third>the (first|second|third|fourth|fifth|next|last|other)( one)?)$`;

/** “and the third”; alone it is of those that it may be. */
const ANOTHER = /^\W*(?:and|also|plus)\s/i;

const belowForm: NonNullable<Command['follows']> = (line, _before, whole) => {
  const { swap, rather = swap, only = rather, more, less, third } = WHOM.exec(line)?.groups ?? {};
  const isRather = RATHER.test(whole);
  if (ADDRESSES.test(line) && !isRather) return line; // Asked for by itself.
  const { people, said, aside, isQuiet } = sharedIn(`it ${line}`);
  if (people.includes('@') && !ASKS_ELSE.test(line))
    return `share ${isRather ? 'only ' : ''}with ${people}`;
  if (aside !== undefined && said !== 'it') return 'share it, only to watch it';
  if (aside !== undefined || isQuiet) return `share it ${line}`;
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
      pattern`^(share|send|forward|e?mail) ((the|a) )?link (to|of|for) (?!.*@)(?<what>.+)$`,
      pattern`^(give|grant|allow) ((view|viewing|read) )?access (to|of|for) (?<what>.+?) (to|for) (?<who>.+)$`,
      pattern`^(give|grant|allow) (?<who>.+?) (access to|permissions? (to (view|see|watch)|for|on)) (?<what>.+)$`,
      pattern`^i (want|need|would like) (\p{L}+ ){0,3}?(?<who>\S+@\S+|(?!(to|it|you|all|them|recordings?|someone|somebody)\b)\p{L}+) to (be able to )?(see|watch|view|have|get) (?<what>.+)$`,
      pattern`^(let|(allow|permit|enable)(?=.*\sto\s)) (?!(me|us)\b)(?<who>.+?) ((to )?(see|watch|view|access|have|open)|in on) (?<what>.+)$`,
      pattern`^((can|could|may|should) )?(?<who>\S+@\S+) (get|have|receive|needs?|wants?|should) ((to )?(see|watch|have|get) )?(?!(access|not?)\b)(?<what>.+)$`,
      pattern`^(?<who>(?!(i|we|you|who|what|it|that|this|they|recordings?|videos?)\b)\p{L}+( and \p{L}+)?) (should|must|may|needs? to|wants? to) (also )?(get|have|see|watch|receive|be able to (see|watch)) (?<what>(the|my|our|both|this|that)\s.+|it)$`,
      pattern`^(cc|copy) (?<who>\S+@\S+) (on|in on|into|in) (?<what>.+)$`,
      pattern`^(invite|add) (?<who>\S+@\S+)( to ((view|see|watch) )?(?<what>.+))?$`,
      pattern`^(invite|add) (?!(me|us|an?|the|my)\s)(?<who>\p{L}+( \p{L}+){0,3}?) to (?<what>(.*\s)?(recordings?|videos?|it)( (of|from) .+)?)$`,
      pattern`^(send|give|forward|email) (?!(the|me|us|my|this|that|it|all|an?)\s)(?<who>\S+@\S+|\p{L}+) ((the|my) (?!link\b)|(?=(yester|to)day['’]?s\s|(last|this)\s))(?<what>.+)$`,
      pattern`^(share|send|forward) (with|to) (?<who>[^\s:]+( and [^\s:]+)?)(: | (?=(the|my|this|that)\s))(?<what>.+)$`,
      pattern`^(send|give|show|forward|email) (?<who>(my|our|the) (students?|class|team|colleagues?|boss|manager|customers?|clients?|group|department)) (?<what>(the|my|this|that|last)\s.+|it)$`,
      pattern`^(give|send|e?-?mail) (?!(the|me|us|an?)\s)(?<who>\S+@\S+|\p{L}+) ((the|a|its) )?(link|url)( (then|please|too))*( (to|of|for) (?<what>.+))?$`,
      pattern`^(?<who>\S+@\S+|\p{L}+) to (see|watch|view|have|get) (?<what>it|this|that)$`,
      ADDRESSED,
      pattern`^(give|grant|allow) (him|her|them|\p{L}+) access( (again|back|too|please|to (?<what>it|this|that)))*([\s,]+(?<who>\S+@\S+))?$`,
      pattern`^((can|could|may|should|please|(i|we)( (want|need|would like))?|get|have) )+(?<what>(the|my|our|that|this|it)\b.*?) (be )?(sent|shared|forwarded|e-?mailed) (to|with) (?<who>\S+@\S+|\p{L}+)$`,
      pattern`^(get|give me|create|make|generate) (an? )?(public|open|external|share(able)?|sharing) (link|url)( (for|to|of) (?<what>.+))?$`,
      pattern`^(pass|hand) ((on|over) )?(?<what>.+?) (on )?to (?<who>.+)$`,
      pattern`^make (?<what>.+?) (public|visible|available|accessible)( (for|to) (?<who>.+))?$`,
    ],
    help: words.share.help,
    group: 'find',
    forOthers: true,
    follows: belowForm,
    run: async (ctx, rest) => {
      const only = /^only\s+with\s+(\S.*)$/i.exec(rest)?.[1];
      if (only !== undefined) return await shareAs(deps, asks, ctx, `with ${only}`, 'only');
      const { line = '' } = ctx;
      // “send” below the form is no other request.
      if (/^(?:it)?$/.test(rest) && (await sharingAbove(ctx)) !== undefined)
        return await ctx.dispatch('yes', ctx);
      const whose = /^(?:only|just|and|(?:what|how)\s+about)\s+(\S+@\S+)$/i.exec(line)?.[1];
      const list = ADDRESSES.test(line) && `list ${line}`;
      const anew = whose === undefined ? list : `what about hosted by ${whose}`;
      if (anew !== false && (await peopleAsked(deps.searches, ctx)) === undefined)
        return await ctx.dispatch(anew);
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
    words: ['unshare', 'un-share', 'stop sharing', 'no longer share', 'don’t share', "don't share"],
    says: [
      pattern`^(remove|revoke|withdraw|take away|stop) (?<who>\S+@[^\s'’]+)(['’]s)? (access )?(from|to) ((see|watch|view)ing )?(?<what>.+)$`,
      pattern`^(remove|revoke|withdraw|take away) (?<who>[\p{L}.-]+( [\p{L}.-]+)?)['’]?s access( (from|to) (?<what>.+))?$`,
      pattern`^(remove|kick|block|take|stop) (?!(the|an?|my|all|this|that|it|standup)\b)(?<who>\p{L}+( \p{Lu}\p{L}+)?( and \p{L}+)?) (from|off) (seeing |watching )?(?=(the|my)\s|(it|that|this)$)(?!\S+ (recycle\s*)?(bin|trash|list|recordings)\b)(?<what>.+)$`,
      pattern`^(?<who>\S+@\S+|(?!(who|what|it|this|that|nobody|one)\b)\p{L}+) ((should|must|may|does)(\s*n['’]?t| not| no longer)|no longer) (be able to |need to )?(see|watch|needs?|(have|be having)( access( to)?)?)( (?!access$)(?<what>.+?))?( any\s?(more|longer))?$`,
      pattern`^(?<what>(the|my|our|that|this)\s.+?|it|that|this) (should|must|may) (not|no longer) be (visible|accessible|available|shared|seen|watched|open(ed)?) (to|with|by|for) (?<who>\S+@\S+|\p{L}+( and \p{L}+)?)( any\s?more)?$`,
      pattern`^(i want )?(?<who>\S+@\S+|(?!(i|it|that|this|all|the|what|which|files?|recordings?|videos?)\b)\p{L}+( and \p{L}+)?) (removed|taken) (off|from) (?<what>(the|my|our|that|this)\s.+|it)$`,
      pattern`^(remove|kick|block|revoke) (him|her|every(one|body)|all( of)?( the)? (people|persons|users|viewers))( (from|off) (?<what>it|that|this))?$`,
      pattern`^(take|kick|leave|cross) (?<who>\S+@\S+|(?!(it|that|this|them|one)\b)\p{L}+) (off|out|away)( (again|(of|from) (it|that|there|the (list|form))|please))*$`,
      pattern`^(make|hide) (?<what>.+?) (private( again)?|(?<=^hide .*)from (others|every(one|body)|(the |all |other )*people|(?!(me|us|here)$)(?<who>\S+@\S+|\p{L}+)))$`,
      pattern`^(i (do\s*n['’]?o?t|no longer) want|do\s*n['’]?o?t let) (?<who>\S+@\S+|(any|every)(one|body)( (else|(but|except|other than) me))?|(?!(it|this|that|to)\b)\p{L}+) (to )?(see|watch|view|have( access to)?|access|open) (?<what>.+?)( any\s?more)?$`,
      pattern`^do\s*n['’]?o?t (show|share|send) (?<what>.+?) (to|with) (?<who>\S+@\S+|\p{L}+)( any\s?(more|longer))?$`,
      pattern`^(cancel|stop|end|undo|revoke) (the )?(sharing|share) (of|for) (?<what>.+?)( link)?( (with|to|for) (?<who>all|every\p{L}+|\S+))?$`,
      pattern`^(remove|revoke|withdraw|stop|end) (the )?access to (?<what>.+?)( (for|from|of) (?<who>.+))?$`,
      pattern`^(remove|revoke|withdraw|stop|end) (the )?access ((for|from|of) )?(?<who>\S+@\S+|(?<=\s(for|from|of)\s)[\p{L}.-]+( (?!(to|from)\b)[\p{L}.-]+)?)( ((to|from) )?(?<what>.+))?$`,
    ],
    help: words.share.help,
    isHidden: true,
    forOthers: true,
    // “his mail is bob@example.com”: of whom it is still shared with.
    follows: (line, before, whole) => {
      const said = belowForm(line, before, whole);
      const isAddress = /\b(?:address|mail)\b/i.test(whole);
      return isAddress ? said?.replace(/^share with/, 'unshare it with') : said;
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
      pattern`^((can|could) you )?((confirm|check|verify|make sure)( that)? )?(is )?(nobody|no one|any(one|body)|some(one|body))( else)? (still )?(has|have|having|can) (access( to)?|see)( (?<what>it|this|that|(the|my)\s.+?))?( (still|now))*$`,
      pattern`^who( (else|all) (can|could|has)|(['’]?s| (is|are)) (allowed|able) to) (see|watch|view|open|access( to)?) (?<what>.+)$`,
      pattern`^(with )?whom? (did|have|has) (i|we) (shared?|g[ai]ven? access to) (?<what>.+?)( with)?$`,
      pattern`^((with )?whom? )?(is|was|has) (?<what>.+?) (been )?shared( with(?! me\b)( .+)?)?( (at the moment|currently|already))*$|^(is|was) shared with (whom?|some(one|body)|any(one|body))$`,
      pattern`^((if|whether) )?(?<what>(the|my|our)\s.+?) (is|was|has( been)?) shared( with (?!me\b).+)?$`,
      pattern`^(show (me )?)?(the )?(access|permissions) (of|for|to) (?<what>.+)$`,
      pattern`^who( else| all)? (has|have|got|gets) (?<what>it|this|that)( (now|already|so far))*$`,
      pattern`^(did|have) (i|we) (already )?shared? (?<what>.+?) with \S.*$`,
      pattern`^(?!(i|you|we|why)\b)\S+ can(['’]?t|\s?not)? (still |now )*(see|watch|open|view) (?<what>it|this|that)( (any\s?more|now|still|then))*$`,
      pattern`^(does|can|could|did|has(?=.*\saccess\s)) (?!(i|you|we)\b|.*\s(through|via) (you|this)|.*\s(my recordings$|what i\s))\S+( \S+)? (see|watch|view|access( to)?|open|download) (?<what>.+)$`,
    ],
    help: words.share.help,
    isHidden: true,
    forOthers: true,
    follows: belowForm,
    run: (ctx, rest) => shareAs(deps, asks, ctx, rest, 'add'),
  });

const IT_BARE = pattern`^(it|this|that|them|these|those|both|(this|that) one)?$`;
async function shareAs(
  deps: BulkDeps,
  asks: Action,
  asked: MessageContext,
  written: string,
  field: 'add' | 'remove' | 'only',
): Promise<unknown> {
  const { people, said, aside, isOfLink, isQuiet } = sharedIn(written);
  const ctx = tellFirst(asked, aside ?? false);
  const verb = field === 'remove' ? 'unshare' : 'share';
  const pick = { verb, button: words.share.button, action: 'ask-share', only: asks };
  // “and carol@example.com”, “remove bob”: below the form
  const isBare = IT_BARE.test(said);
  const above = isBare ? await sharingAbove(ctx) : undefined;
  if (isBare && field === 'remove' && people === '' && (await takesBack(ctx, above))) return;
  const named = isBare ? await peopleAsked(deps.searches, ctx) : undefined;
  const form = sharingForm.parse({ tell: 'true', ...named });
  const told = isQuiet ? { ...form, tell: 'false' } : form;
  const filled = goneOnForm(told, people, field);
  if (above !== undefined) {
    const again = above.of.job === undefined ? asks : askShareTicked(deps);
    const input = again.parse({ ...above.of, ...filled, action: again.name });
    await input?.run({ ...ctx, at: NO_MESSAGE, update: ctx.reply });
    return;
  }
  if (field === 'add' && !isQuiet && (await shareNamed(deps, ctx, said, people))) return;
  const isMore = said === '' && people !== '' && (isOfLink || named !== undefined);
  const behind = people === '' ? ' without an email' : ` with ${people}`;
  const extra = people === '' && !isQuiet ? {} : { extra: filled, behind };
  await pickRecording(deps, ctx, isMore ? 'it' : said, { ...pick, ...extra, isForHosts: true });
}

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
    else await about.ctx.update(notTheirsCard(recording, about.state, []));
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
