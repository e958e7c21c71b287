import type { IpNetwork } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { checkHost } from '../../email/spf/evaluate/check-host.ts';
import { isSourceOf, withNetworks } from '../../senders/combine.ts';
import { addVolumes, isDeclared } from '../../senders/known-sender.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { mailFromDomain } from '../verdicts/mail-from.ts';
import type { SpfOptions } from '../verdicts/spf-options.ts';

export interface GroupedSenders {
  readonly senders: readonly KnownSender[];
  /** The sources that do not belong to declared services. */
  readonly sources: readonly SeenSource[];
}

/**
 * Groups what reports show with the declared service that it belongs to: addresses that the service's own SPF record
 * lists, senders with the envelope domain of the service, and mail with the service's own domain in MAIL FROM. Without
 * an answer for the service's record, addresses remain separate senders.
 */
export function groupWithServices(
  senders: readonly KnownSender[],
  sources: readonly SeenSource[],
  options: SpfOptions,
): GroupedSenders {
  const services = new Map<DomainName, KnownSender[]>();
  for (const sender of senders) {
    if (sender.service === undefined || !isDeclared(sender)) continue;
    const same = services.get(sender.domain) ?? [];
    same.push(sender);
    services.set(sender.domain, same);
  }
  const found = new Map<KnownSender, Pick<KnownSender, 'evidence' | 'volume'>>();
  const add = (owner: KnownSender, more: Pick<KnownSender, 'evidence' | 'volume'>): void => {
    const { evidence, volume } = found.get(owner) ?? owner;
    const sum = addVolumes(volume, more.volume);
    found.set(owner, { evidence: [...evidence, ...more.evidence], ...(sum && { volume: sum }) });
  };
  const left = senders.flatMap((sender): readonly KnownSender[] => {
    const owners = isSeenOnly(sender) ? (services.get(sender.domain) ?? []) : [];
    let rest: KnownSender | undefined = sender;
    for (const owner of owners) {
      if (rest === undefined) break;
      const split: Split = divided(rest, ownershipBy(owner, rest, options));
      if (split.own !== undefined) add(owner, split.own);
      rest = split.rest;
    }
    return rest === undefined ? [] : [rest];
  });
  const others = sources.filter((source) => {
    const { kind, service, domain, mails, failed = 0, place, text } = source;
    // A source whose address belongs to a declared sender is counted with that sender.
    if (kind !== 'service' || service === undefined || senders.some((sender) => isSourceOf(sender, source)))
      return true;
    const owner = services.get(domain)?.find((one) => one.service?.id === service.id);
    if (owner === undefined) return true;
    add(owner, { evidence: [{ kind: 'report', place, text }], volume: { mails, failed } });
    return false;
  });
  return {
    senders: left.map((sender) => ({ ...sender, ...found.get(sender) })),
    sources: others,
  };
}

function isSeenOnly({ service, evidence, networks }: KnownSender): boolean {
  return service === undefined && networks.length > 0 && evidence.every(({ kind }) => kind !== 'declared');
}

/** Returns which networks of a seen sender belong to the service. */
function ownershipBy(
  owner: KnownSender,
  seen: KnownSender,
  options: SpfOptions,
): (network: IpNetwork) => boolean {
  const { service, domain } = owner;
  const envelope = mailFromDomain(owner, options.facts);
  // If the domain itself is in MAIL FROM, the sender may be any that its record lists. Other names are set up for one
  // service.
  if (envelope !== undefined && envelope !== domain && envelope === seen.envelope) return () => true;
  return ({ address: ip }) =>
    (service?.includes ?? []).some((include) => {
      const mail = { ip, mailFrom: `postmaster@${include}`, helo: '' };
      return checkHost(mail, options).result === 'pass';
    });
}

interface Split {
  readonly own: KnownSender | undefined;
  readonly rest: KnownSender | undefined;
}

/** Splits a seen sender in two: one with the networks for which `isOwn` is true, and one with the rest. */
function divided(sender: KnownSender, isOwn: (network: IpNetwork) => boolean): Split {
  const owned = sender.networks.map(isOwn);
  if (owned.every(Boolean)) return { own: sender, rest: undefined };
  if (!owned.includes(true)) return { own: undefined, rest: sender };
  const indexes = (wanted: boolean): readonly number[] =>
    owned.flatMap((isOwned, i) => (isOwned === wanted ? [i] : []));
  return {
    own: withNetworks(sender, indexes(true), 'part'),
    rest: withNetworks(sender, indexes(false), 'rest'),
  };
}
