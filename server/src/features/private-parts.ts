import { bitsOf, networkOf, parseIp } from '../dns/address.ts';
import { specialRangeOf } from '../dns/special-addresses.ts';

/** What of a message its sender and its recipient's postmaster both know already. */
export interface SharedParts {
  /** Mail addresses of this message, in lower case. Any other one is of another recipient, or of a colleague. */
  readonly mailboxes: ReadonlySet<string>;
  /** Names of the sender's own servers, in lower case. */
  readonly ownHosts: ReadonlySet<string>;
}

/**
 * The label of a subject in the languages of delivery reports. A subject has no end that can be recognized once its line is
 * joined with others, so nothing after it is kept.
 */
const SUBJECT =
  /(?:^|[\s>])(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|件名|主题|主旨)\s{0,3}[:：].*$/isu;

/** The text without the subject of the message, and without what follows it. */
export function withoutSubject(text: string): string {
  return text.replace(SUBJECT, ' […]').trim();
}

const MAILBOX = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}/g;
const ADDRESS = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})(?![\w:]|\.\d)/gi;
const HOST = /(?<![\w.@-])[a-z\d_-]{1,63}(?:\.[a-z\d_-]{1,63}){0,10}(?![\w@-]|\.\w)/gi;

/** Top-level names that only a private network has: RFC 2606, RFC 6762 and what networks use in fact. */
const INTERNAL_NAME =
  /\.(?:local|lan|internal|intranet|corp|home|private|localdomain|localhost|home\.arpa)$/i;

export function isInternalName(name: string): boolean {
  return INTERNAL_NAME.test(name);
}

/**
 * The text as the recipient's postmaster may read it: without the subject, other people's addresses, names of the sender's own
 * servers, and addresses of a private network.
 */
export function withoutPrivateParts(text: string, { mailboxes, ownHosts }: SharedParts): string {
  return withoutSubject(text)
    .replace(MAILBOX, (found) => (mailboxes.has(mailboxIn(found)) ? found : '[other address]'))
    .replace(ADDRESS, (found) => (isPrivate(found) ? '[internal address]' : found))
    .replace(HOST, (found) =>
      ownHosts.has(found.toLowerCase()) || isInternalName(found) ? '[our server]' : found,
    );
}

/** Quotes, a key and a full stop around an address could be a part of it, and seldom are. */
function mailboxIn(found: string): string {
  return found
    .toLowerCase()
    .replace(/^(?:\w+=)?['`*{|]*/, '')
    .replace(/\.$/, '');
}

/** Addresses for documentation stand for public ones. */
export function isPrivate(written: string): boolean {
  const address = parseIp(written);
  if (address === undefined) return false;
  const special = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return special !== undefined && special.kind !== 'documentation';
}
