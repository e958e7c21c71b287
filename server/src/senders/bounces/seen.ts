import { bitsOf, formatIp, networkOf, parseClientIp } from '../../dns/address.ts';
import type { IpAddress } from '../../dns/address.ts';
import { canonicalName, faultOfName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { EvidencePlace, KnownSender } from '../known-sender.ts';
import type { SeenSource } from '../seen-source.ts';
import type { AuthenticationResult, Bounce, DeliveryEvidence, LocatedText, Notice } from './model.ts';
import { providerOf } from '../services/provider-networks.ts';
import { ownSendingAddress } from './sending-address.ts';

/** What a bounce, a log or a message shows about senders. */
export interface FiledEvidence {
  readonly path: string;
  readonly evidence: readonly DeliveryEvidence[];
}

export interface SeenInBounces {
  /** Senders whose mail passed both SPF and DMARC at a receiver. */
  readonly senders: readonly KnownSender[];
  /** Addresses whose mail bounced. This does not show whose addresses they are, because forged mail also bounces. */
  readonly others: readonly SeenSource[];
}

/** The last ones of a file, because a log may have millions. */
const MOST = 1000;

export function seenInBounces(files: readonly FiledEvidence[]): SeenInBounces {
  const senders: KnownSender[] = [];
  const bounced = new Map<string, SeenSource>();
  const signed = new Set<string>();
  const unsigned = new Set<string>();
  for (const { path, evidence } of files) {
    const results = evidence.filter((one) => one.kind === 'authentication');
    const sender = senderIn(results, path);
    if (sender !== undefined) senders.push(sender);
    for (const one of evidence.slice(-MOST)) {
      const source = sourceIn(one, path);
      if (source === undefined) continue;
      const key = `${source.domain} ${formatIp(source.address)}`;
      const known = bounced.get(key);
      bounced.set(key, known === undefined ? source : { ...known, mails: known.mails + 1 });
      if (saysSigned(one)) signed.add(key);
      else if (saysUnsigned(one, results)) unsigned.add(key);
    }
  }
  for (const key of unsigned) {
    const source = bounced.get(key);
    if (source !== undefined && !signed.has(key)) bounced.set(key, { ...source, unsigned: true });
  }
  return { senders: merged(senders), others: [...bounced.values()] };
}

/** A message has the results of one message. The first results are the receiver's own. RFC 8601 §5. */
function senderIn(results: readonly AuthenticationResult[], path: string): KnownSender | undefined {
  const spf = results.find(({ method }) => method === 'spf');
  const dmarc = results.find(({ method }) => method === 'dmarc');
  if (spf?.result !== 'pass' || dmarc?.result !== 'pass') return undefined;
  const from = domainOf(dmarc.headerFrom);
  const envelope = domainOf(spf.envelopeFrom);
  const address = parseClientIp(spf.ip?.value ?? '');
  if (from === undefined || envelope === undefined || address === undefined) return undefined;
  if (ownerOf(from) !== ownerOf(envelope)) return undefined;
  const provider = providerOf(address);
  return {
    domain: from,
    name: formatIp(address),
    service: undefined,
    ...(provider && { provider }),
    networks: [networkOf(address, bitsOf(address.kind))],
    host: undefined,
    envelope,
    selectors: undefined,
    evidence: [
      {
        kind: 'header',
        place: { path, range: spf.text.range },
        text: 'a message that passed SPF and DMARC, by its headers',
      },
    ],
  };
}

function saysSigned(one: DeliveryEvidence): boolean {
  return one.kind === 'bounce' && one.signatures.length > 0;
}

/**
 * Whether the receiver found no signature. A returned message without a signature shows nothing, because some servers
 * sign when they send. A signature that "did not pass" shows nothing either.
 */
function saysUnsigned(one: DeliveryEvidence, results: readonly AuthenticationResult[]): boolean {
  if (one.kind === 'bounce') {
    const { text, passedOn } = one.reply;
    return UNSIGNED.test(text.value) || UNSIGNED.test(passedOn?.text.value ?? '');
  }
  const ofDkim = results.filter(({ method }) => method === 'dkim');
  return one.kind === 'notice' && ofDkim.length > 0 && ofDkim.every(({ result }) => result === 'none');
}

const UNSIGNED =
  /\bdkim ?= ?none\b|\bnot DKIM[- ]signed\b|\b(?:message|e?-?mail) (?:is|was) (?:not signed|unsigned)\b|\b(?:has|with|carries) no DKIM[- ]signature\b/i;

function sourceIn(one: DeliveryEvidence, path: string): SeenSource | undefined {
  const domain = domainOf(one.headerFrom) ?? domainOf(one.envelopeFrom);
  switch (one.kind) {
    case 'authentication':
      return undefined;
    case 'bounce':
      return bouncedSource(one, domain ?? domainOf(one.namedDomain), path);
    case 'notice':
      return one.subject === 'auth-failure' ? failedSource(one, domain, path) : undefined;
  }
}

/** RFC 9991: one message from the domain that failed DMARC, like a row of an aggregate report. */
function failedSource(notice: Notice, domain: DomainName | undefined, path: string): SeenSource | undefined {
  const address = ownSendingAddress(notice);
  if (domain === undefined || address === undefined) return undefined;
  const place: EvidencePlace = { path, range: notice.text.range };
  const text = 'a message that failed authentication, by a failure report';
  return { ...sourceAt(domain, address), kind: 'unauthenticated', place, text };
}

function bouncedSource(bounce: Bounce, domain: DomainName | undefined, path: string): SeenSource | undefined {
  const address = ownSendingAddress(bounce);
  if (domain === undefined || address === undefined) return undefined;
  const { smtp, enhanced, text } = bounce.reply;
  const code = [smtp?.value, enhanced?.value].filter((part) => part !== undefined).join(' ');
  const place: EvidencePlace = { path, range: (smtp ?? enhanced ?? text).range };
  return {
    ...sourceAt(domain, address),
    kind: 'bounced',
    place,
    text: `a bounce${code === '' ? '' : ` with ${code}`}`,
  };
}

function sourceAt(domain: DomainName, address: IpAddress): Omit<SeenSource, 'kind' | 'place' | 'text'> {
  const provider = providerOf(address);
  return { domain, address, service: undefined, ...(provider && { provider }), mails: 1 };
}

/** The domain of an address, or the domain itself. */
function domainOf(found: LocatedText | undefined): DomainName | undefined {
  const text = found?.value ?? '';
  const typed = text.slice(text.lastIndexOf('@') + 1);
  if (typed === '' || !/^[!-~]+$/.test(typed)) return undefined;
  const name = canonicalName(typed);
  return name === '' || faultOfName(name) !== undefined ? undefined : name;
}

function ownerOf(domain: DomainName): DomainName {
  return registeredDomain(domain) ?? domain;
}

/** Sightings with the same address and envelope are one sender. */
function merged(senders: readonly KnownSender[]): readonly KnownSender[] {
  const byKey = new Map<string, KnownSender>();
  for (const sender of senders) {
    const key = `${sender.domain} ${sender.envelope ?? ''} ${sender.name}`;
    const known = byKey.get(key);
    const evidence = [...(known?.evidence ?? []), ...sender.evidence].slice(0, 3);
    byKey.set(key, { ...sender, evidence });
  }
  return [...byKey.values()];
}
