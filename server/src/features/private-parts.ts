import { bitsOf, networkOf, parseIp } from '../dns/address.ts';
import { specialRangeOf } from '../dns/special-addresses.ts';

/** The parts of a message that the sender and the recipient's postmaster both know. */
export interface SharedParts {
  /** Email addresses of this message, in lowercase. Other addresses belong to other recipients or to colleagues. */
  readonly mailboxes: ReadonlySet<string>;
  /** Names of the sender's own servers, in lowercase. */
  readonly ownHosts: ReadonlySet<string>;
}

/**
 * The label of a subject in the languages of delivery reports. When lines are joined, the end of a subject cannot be recognized,
 * so nothing after it is kept.
 */
const SUBJECT =
  /(?:^|[\s>])(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|件名|主题|主旨)\s{0,3}[:：].*$/isu;

/** The text without the subject of the message, and without everything after it. */
export function withoutSubject(text: string): string {
  return text.replace(SUBJECT, ' […]').trim();
}

const MAILBOX = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}/g;
const ADDRESS = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})(?![\w:]|\.\d)/gi;
const HOST = /(?<![\w.@-])[a-z\d_-]{1,63}(?:\.[a-z\d_-]{1,63}){0,10}(?![\w@-]|\.\w)/gi;

/** Top-level names of private networks: RFC 2606, RFC 6762 and common practice. */
const INTERNAL_NAME =
  /\.(?:local|lan|internal|intranet|corp|home|private|localdomain|localhost|home\.arpa)$/i;

export function isInternalName(name: string): boolean {
  return INTERNAL_NAME.test(name);
}

/**
 * The text for the recipient's postmaster: without the subject, addresses of other people, names of the sender's own servers, and
 * addresses of a private network.
 */
export function withoutPrivateParts(text: string, { mailboxes, ownHosts }: SharedParts): string {
  return withoutSubject(text)
    .replace(MAILBOX, (found) => (mailboxes.has(mailboxIn(found)) ? found : '[other address]'))
    .replace(ADDRESS, (found) => (isPrivate(found) ? '[internal address]' : found))
    .replace(HOST, (found) =>
      ownHosts.has(found.toLowerCase()) || isInternalName(found) ? '[our server]' : found,
    );
}

/** Quotes, a key and a full stop around an address could be a part of it, but rarely are. */
function mailboxIn(found: string): string {
  return found
    .toLowerCase()
    .replace(/^(?:\w+=)?['`*{|]*/, '')
    .replace(/\.$/, '');
}

/** Addresses for documentation are treated as public. */
export function isPrivate(written: string): boolean {
  const address = parseIp(written);
  if (address === undefined) return false;
  const special = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return special !== undefined && special.kind !== 'documentation';
}
