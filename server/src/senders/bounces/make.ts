import type { AddressRole, Bounce, FoundAddress, LocatedText, Notice } from './model.ts';

type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** What is known of a bounce; everything else is unknown. */
export type BounceParts = Pick<Bounce, 'reply' | 'action'> & Optional<Omit<Bounce, 'kind' | 'ip'>>;

export function makeBounce(parts: BounceParts): Bounce {
  const addresses = withoutContradiction(parts.addresses ?? []);
  return {
    kind: 'bounce',
    reply: parts.reply,
    action: parts.action,
    recipient: parts.recipient,
    remoteMta: parts.remoteMta,
    reportingMta: parts.reportingMta,
    ip: addresses.find(({ role }) => role === 'sending' || role === 'service'),
    addresses,
    envelopeFrom: parts.envelopeFrom,
    headerFrom: parts.headerFrom,
    namedDomain: parts.namedDomain,
    time: parts.time,
    queueId: parts.queueId,
    messageId: parts.messageId,
    signatures: parts.signatures ?? [],
  };
}

/**
 * Each address once. An address that certainly belongs to the receiving server is not the sender's, wherever else it
 * occurs.
 */
function withoutContradiction(addresses: readonly FoundAddress[]): readonly FoundAddress[] {
  const known = new Map<string, FoundAddress>();
  for (const one of addresses) {
    if (one.role === 'receiving' || !known.has(one.value)) known.set(one.value, one);
  }
  return [...known.values()];
}

/** What is known of a notice; everything else is unknown. */
export type NoticeParts = Pick<Notice, 'subject' | 'text'> & Optional<Omit<Notice, 'kind'>>;

export function makeNotice(parts: NoticeParts): Notice {
  return {
    kind: 'notice',
    subject: parts.subject,
    text: parts.text,
    ip: parts.ip,
    envelopeFrom: parts.envelopeFrom,
    headerFrom: parts.headerFrom,
    recipient: parts.recipient,
    time: parts.time,
    facts: parts.facts ?? [],
  };
}

/** The addresses that were found, each with its role. */
export function addressesOf(
  ...found: readonly (readonly [role: AddressRole, address: LocatedText | undefined])[]
): readonly FoundAddress[] {
  return found.flatMap(([role, address]) => (address === undefined ? [] : [{ ...address, role }]));
}
