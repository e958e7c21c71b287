import { BLOCKED } from './blocked.ts';
import { DMARC } from './dmarc.ts';
import { DOMAINS } from './domains.ts';
import { EVERYDAY } from './everyday.ts';
import { LOGIN } from './login.ts';
import type { Cause, DnsFixable, RefusalCause, KnownReply } from './model.ts';
import { RELAY } from './relay.ts';
import { SPF } from './spf.ts';
import { isTemporary, meaningOfReplyCode, meaningOfStatus } from './status.ts';
import type { StatusMeaning } from './status.ts';

/** What is to be said of one answer. */
export interface ReplyExplanation {
  /** That of the entry; for an answer that is in none, `status-5.7.1`, `status-550` or `unknown`. */
  readonly id: string;
  /** False where only the codes could be explained, not the words. */
  readonly known: boolean;
  readonly fault: RefusalCause;
  /** Who answers so; `undefined` where nobody knows. */
  readonly software: string | undefined;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  readonly causes: readonly Cause[];
  readonly action: readonly string[];
}

/** An answer, in what decides. */
export interface ReplyText {
  readonly smtp?: string | undefined;
  readonly enhanced?: string | undefined;
  readonly text: string;
  /** The server that refused, where it is known. */
  readonly host?: string | undefined;
  /** The answer of the server behind it. */
  readonly passedOn?: ReplyText | undefined;
}

/** Every refusal that is known. */
export const KNOWN_REPLIES: readonly KnownReply[] = [
  ...LOGIN,
  ...SPF,
  ...DMARC,
  ...RELAY,
  ...DOMAINS,
  ...BLOCKED,
  ...EVERYDAY,
];

/** Words that many programs use are looked for after those of one, whose meaning is certain. */
const OF_ONE_PROGRAM = KNOWN_REPLIES.filter(({ isGeneric }) => isGeneric !== true);
const OF_MANY = KNOWN_REPLIES.filter(({ isGeneric }) => isGeneric === true);

/** Words are looked for in this much of an answer. */
const MAX_TEXT = 4000;

export function explainReply(reply: ReplyText): ReplyExplanation {
  const outer = entryFor(reply);
  // The server in between only says that the other one refused.
  const inner = reply.passedOn === undefined ? undefined : explainReply(reply.passedOn);
  if (outer === undefined) return inner?.known === true ? inner : byCodes(reply);
  const explained = explanationOf(outer);
  if (inner?.known !== true || inner.id === outer.id) return explained;
  return {
    ...explained,
    meaning: `${explained.meaning} That answer says: ${inner.meaning}`,
    dnsFixable: inner.dnsFixable === 'no' && explained.dnsFixable !== 'no' ? 'sometimes' : inner.dnsFixable,
    causes: merged(inner.causes, explained.causes),
    action: [...new Set([...inner.action, ...explained.action])],
  };
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

/** The entry for an answer: by its words, else by a code that belongs to one entry alone. */
export function entryFor(reply: ReplyText): KnownReply | undefined {
  const text = reply.text.slice(0, MAX_TEXT);
  const own = reply.passedOn === undefined ? text : (text.split('->', 1)[0] ?? text);
  for (const entries of [OF_ONE_PROGRAM, OF_MANY]) {
    const entry =
      entries.find((one) => fitsWords(one, reply, own)) ??
      entries.find(
        ({ ownCodes }) => reply.enhanced !== undefined && ownCodes?.includes(reply.enhanced) === true,
      );
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function fitsWords(entry: KnownReply, { smtp, enhanced, host }: ReplyText, text: string): boolean {
  if (entry.smtp !== undefined && smtp !== undefined && !entry.smtp.includes(smtp)) return false;
  if (entry.enhanced?.includes(enhanced ?? 'none') === false) return false;
  if (entry.host !== undefined && !entry.host.test(host ?? '') && !entry.host.test(text)) return false;
  return entry.words?.some((words) => words.test(text)) === true;
}

function merged(first: readonly Cause[], then: readonly Cause[]): readonly Cause[] {
  const texts = new Set(first.map(({ text }) => text));
  return [...first, ...then.filter(({ text }) => !texts.has(text))];
}

/** An answer whose words nobody has seen is explained by its codes, and by no more than they say. */
function byCodes({ smtp, enhanced }: ReplyText): ReplyExplanation {
  const status = enhanced === undefined ? undefined : meaningOfStatus(enhanced);
  const code = smtp === undefined ? undefined : meaningOfReplyCode(smtp);
  const said = status ?? code;
  if (said === undefined) {
    return {
      id: 'unknown',
      known: false,
      fault: 'unknown',
      software: undefined,
      meaning: 'This answer is not known, and it has no code that says what it means.',
      dnsFixable: 'sometimes',
      causes: [],
      action: ['Look for the whole answer: a code such as "550 5.7.1" and the words behind it.', ASK],
    };
  }
  const temporary = isTemporary(enhanced ?? smtp ?? '');
  return {
    id: status === undefined ? `status-${smtp ?? ''}` : `status-${enhanced ?? ''}`,
    known: false,
    fault: said.fault,
    software: undefined,
    meaning: `These words are not known. The code says: ${said.meaning}${temporary ? ' It may go away by itself.' : ''}`,
    dnsFixable: fixableBy(said),
    causes: causesOf(said),
    action: [ASK],
  };
}

const ASK =
  "Send the whole answer, with the time and the addresses, to the recipient's postmaster: only they know the rule.";

function fixableBy({ fault }: StatusMeaning): DnsFixable {
  switch (fault) {
    case 'spf':
    case 'dkim':
    case 'dmarc':
    case 'authentication':
    case 'sender-domain':
      return 'yes';
    case 'reverse-dns':
      return 'partly';
    case 'recipient':
    case 'content':
    case 'login':
    case 'temporary':
      return 'no';
    default:
      return 'sometimes';
  }
}

/** A code alone never names the one cause; it leads to the records that it can be about. */
function causesOf({ fault }: StatusMeaning): readonly Cause[] {
  switch (fault) {
    case 'policy':
      return [
        { text: 'A rule of the receiver that the code does not name.' },
        { text: 'SPF does not pass for the domain in MAIL FROM.', about: 'spf' },
        { text: 'DMARC does not pass for the domain in From.', about: 'dmarc' },
      ];
    case 'recipient-domain':
      return [{ text: "The recipient domain's MX, or the host that it names.", about: 'recipient-mx' }];
    case 'sender-domain':
      return [{ text: 'The domain in MAIL FROM has neither MX nor an address record.', about: 'sender-mx' }];
    default:
      return [];
  }
}
