import { BLOCKED } from './blocked.ts';
import { DMARC } from './dmarc.ts';
import { DOMAINS } from './domains.ts';
import { EVERYDAY } from './everyday.ts';
import { explainByCodes } from './by-codes.ts';
import { clearKindOf, kindOf } from './kind-of.ts';
import { EUROPEAN_PROVIDERS } from './known/european-providers.ts';
import { MAIL_FILTERS } from './known/mail-filters.ts';
import { GOOGLE_YAHOO_APPLE } from './known/google-yahoo-apple.ts';
import { LOGIN_SERVERS } from './known/login-servers.ts';
import { MAIL_PROGRAMS } from './known/mail-programs.ts';
import { MAIL_SERVERS } from './known/mail-servers.ts';
import { MAILBOX_PROVIDERS } from './known/mailbox-providers.ts';
import { MICROSOFT_ACCOUNTS } from './known/microsoft-accounts.ts';
import { MICROSOFT } from './known/microsoft.ts';
import { PUBLIC_LISTS } from './known/public-lists.ts';
import { SENDING_SERVICES } from './known/sending-services.ts';
import { TRANSPORT } from './known/transport.ts';
import { LOGIN } from './login.ts';
import type { Cause, KnownReply, RefusalCause, ReplyExplanation, ReplyText } from './model.ts';
import { quotedReply } from './quoted.ts';
import { RELAY } from './relay.ts';
import { SearchedText } from './searched-text.ts';
import { SPF } from './spf.ts';

/** Every known reply. The first one that matches wins, so narrow wordings come before wide ones. */
export const KNOWN_REPLIES: readonly KnownReply[] = [
  ...MAIL_PROGRAMS,
  ...PUBLIC_LISTS,
  ...MICROSOFT,
  ...MICROSOFT_ACCOUNTS,
  ...GOOGLE_YAHOO_APPLE,
  ...MAILBOX_PROVIDERS,
  ...EUROPEAN_PROVIDERS,
  ...MAIL_FILTERS,
  ...SENDING_SERVICES,
  ...LOGIN_SERVERS,
  ...MAIL_SERVERS,
  ...TRANSPORT,
  ...LOGIN,
  ...SPF,
  ...DMARC,
  ...RELAY,
  ...DOMAINS,
  ...BLOCKED,
  ...EVERYDAY,
];

/** Entries whose replies quote another reply. They are checked first, and the quoted reply is then explained without them. */
const QUOTING = KNOWN_REPLIES.filter(({ quotesReply }) => quotesReply === true);
/** Entries of one program, whose meaning is certain. Words that many programs use are checked after them. */
const OF_ONE_PROGRAM = KNOWN_REPLIES.filter((one) => one.isGeneric !== true && one.quotesReply !== true);
const OF_MANY = KNOWN_REPLIES.filter((one) => one.isGeneric === true && one.quotesReply !== true);

/** Characters of a reply that are searched for words. */
const MAX_TEXT = 4000;
/** Levels of quoting that are followed: a reply that quotes a reply that quotes a reply. */
const MAX_QUOTED = 3;

export function explainReply(reply: ReplyText, depth = 0): ReplyExplanation {
  const text = new SearchedText(reply.text.slice(0, MAX_TEXT));
  const quoted = reply.passedOn === undefined && depth < MAX_QUOTED ? quotedReply(text.text) : undefined;
  const quoting = QUOTING.find((entry) => fitsWords(entry, reply, text));
  if (quoting !== undefined) return quotingExplanation(quoting, reply, text, quoted, depth);
  if (reply.passedOn !== undefined) return passingOn(reply, text);
  if (quoted === undefined) return explainAlone(reply, text);
  const inner = explainReply(quoted, depth + 1);
  return inner.known ? inner : explainAlone(reply, text);
}

/** A mail program or a gateway shows the reply of a server, and that reply names the error. */
function quotingExplanation(
  quoting: KnownReply,
  reply: ReplyText,
  text: SearchedText,
  quoted: ReplyText | undefined,
  depth: number,
): ReplyExplanation {
  const outer = explanationOf(quoting);
  // A reply that was read begins at its code. Without a code, all words are the program's own.
  if (quoted === undefined && reply.smtp === undefined) return outer;
  const inner = quoted === undefined ? explainAlone(reply, text) : explainReply(quoted, depth + 1);
  if (!inner.known) return outer;
  return { ...inner, id: outer.id, software: outer.software, meaning: `${inner.meaning} ${outer.meaning}` };
}

/** Exchange Online shows the reply of the next server after an arrow. */
function passingOn(reply: ReplyText, text: SearchedText): ReplyExplanation {
  const outer = entryFor(reply, new SearchedText(text.text.split('->', 1)[0] ?? ''));
  const inner = reply.passedOn === undefined ? undefined : explainReply(reply.passedOn);
  if (outer === undefined) return inner?.known === true ? inner : explainAlone(reply, text);
  const explained = explanationOf(outer);
  if (inner?.known !== true || inner.id === outer.id)
    return { ...explained, action: [READ_INNER, ...explained.action] };
  return {
    ...explained,
    meaning: `${explained.meaning} The reply after "->" means: ${inner.meaning}`,
    dnsFixable: inner.dnsFixable === 'no' && explained.dnsFixable !== 'no' ? 'sometimes' : inner.dnsFixable,
    causes: merged(inner.causes, explained.causes),
    action: [...new Set([...inner.action, ...explained.action])],
  };
}

const READ_INNER = 'Read the reply after "->". It comes from the server that rejected the message.';

/** Replies to a login (RFC 4954 §6), whatever their words. They can be temporary, or require TLS. */
const LOGIN_REPLIES: ReadonlySet<string | undefined> = new Set(['534', '535']);
const FAULTS_OF_LOGINS: ReadonlySet<RefusalCause> = new Set(['login', 'temporary', 'encryption']);

function explainAlone(reply: ReplyText, text: SearchedText): ReplyExplanation {
  const entry = entryFor(reply, text);
  const isPossible =
    entry !== undefined && (!LOGIN_REPLIES.has(reply.smtp) || FAULTS_OF_LOGINS.has(entry.fault));
  if (!isPossible) return kindOf(reply, text) ?? explainByCodes(reply, text.text);
  // "5.1.1" with words about a blocklist is not an unknown recipient. Many servers use one code for everything.
  const isByCode = entry.isGeneric === true && !fitsWords(entry, reply, text);
  const kind = isByCode ? clearKindOf(reply, text) : undefined;
  return kind !== undefined && kind.fault !== entry.fault ? kind : explanationOf(entry);
}

function explanationOf({
  id,
  fault,
  software,
  meaning,
  dnsFixable,
  causes,
  action,
}: KnownReply): ReplyExplanation {
  return { id, known: true, fault, software, meaning, dnsFixable, causes, action };
}

/** The entry for a reply: by its words, or else by a code that only one entry has. */
function entryFor(reply: ReplyText, text: SearchedText): KnownReply | undefined {
  for (const entries of [OF_ONE_PROGRAM, OF_MANY]) {
    const entry =
      entries.find((one) => fitsWords(one, reply, text)) ??
      entries.find(
        ({ ownCodes }) => reply.enhanced !== undefined && ownCodes?.includes(reply.enhanced) === true,
      );
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function fitsWords(entry: KnownReply, { smtp, enhanced, host }: ReplyText, text: SearchedText): boolean {
  if (entry.smtp !== undefined && smtp !== undefined && !entry.smtp.includes(smtp)) return false;
  if (entry.enhanced?.includes(enhanced ?? 'none') === false) return false;
  if (entry.host !== undefined && !entry.host.test(host ?? '') && !text.matches(entry.host)) return false;
  if (entry.unless !== undefined && text.matches(entry.unless)) return false;
  return entry.words?.some((words) => text.matches(words)) === true;
}

function merged(first: readonly Cause[], then: readonly Cause[]): readonly Cause[] {
  const texts = new Set(first.map(({ text }) => text));
  return [...first, ...then.filter(({ text }) => !texts.has(text))];
}
