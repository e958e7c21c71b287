import { containsNetwork, isInNetwork } from '../dns/address.ts';
import type { IpAddress, IpNetwork } from '../dns/address.ts';
import type { DomainName } from '../dns/names.ts';
import { addVolumes } from './known-sender.ts';
import type { KnownSender, MailVolume, SenderEvidence } from './known-sender.ts';
import type { SeenSource } from './seen-source.ts';
import { networkText } from './network-text.ts';
import { sendsFrom } from './services/provider-networks.ts';

/** What reports and bounces show about a declared sender. */
interface Seen {
  readonly evidence: Set<SenderEvidence>;
  volume: MailVolume | undefined;
  /** Whether any of its mail was seen with a signature, and whether any was seen without one. */
  signed: boolean;
  unsigned: boolean;
}

/**
 * The declared senders, with what was seen of their addresses, and the seen senders that are not declared. Declarations
 * take precedence, so a sender's own envelope and keys stay. `sources` are addresses in reports and bounces that may
 * belong to declared senders. Mail that passed SPF and comes from the networks that a declared service publishes
 * belongs to the service, unless a declared sender has the address itself.
 */
export function combineSenders(
  declared: readonly KnownSender[],
  seen: readonly KnownSender[],
  sources: readonly SeenSource[] = [],
): readonly KnownSender[] {
  const found = new Map<KnownSender, Seen>();
  const seenOf = (sender: KnownSender): Seen => {
    const known = found.get(sender) ?? {
      evidence: new Set(),
      volume: undefined,
      signed: false,
      unsigned: false,
    };
    found.set(sender, known);
    return known;
  };
  const ownerOf = (domain: DomainName, network: IpNetwork): KnownSender | undefined =>
    declared.find(
      (sender) =>
        sender.domain === domain && sender.networks.some((outer) => containsNetwork(outer, network)),
    ) ??
    declared.find(
      ({ domain: own, service }) =>
        own === domain && service !== undefined && sendsFrom(service, network.address),
    );
  for (const source of sources) {
    const { kind, place, text, mails, failed = 0, unsigned } = source;
    const owners = declared.filter((sender) => isSourceOf(sender, source));
    const owner = owners.find(({ networks }) => hasAddress(networks, source.address)) ?? owners[0];
    if (owner === undefined) continue;
    const known = seenOf(owner);
    known.evidence.add({ kind: kind === 'bounced' ? 'bounce' : 'report', place, text });
    if (unsigned === true) known.unsigned = true;
    // Few bounces show whether the message had a signature, and no bounce counts messages.
    if (kind === 'bounced') continue;
    known.volume = addVolumes(known.volume, { mails, failed });
    if (unsigned !== true) known.signed = true;
  }
  const others: KnownSender[] = [];
  for (const sender of seen) {
    const left: number[] = [];
    const owners = new Set<KnownSender>();
    for (const [i, network] of sender.networks.entries()) {
      const owner = ownerOf(sender.domain, network);
      if (owner === undefined) {
        left.push(i);
        continue;
      }
      owners.add(owner);
      seenOf(owner).volume = addVolumes(seenOf(owner).volume, sender.volumes?.[i]);
    }
    for (const owner of owners) {
      const known = seenOf(owner);
      for (const one of sender.evidence) known.evidence.add(one);
      if (sender.unsigned === true) known.unsigned = true;
      else if (sender.volume !== undefined) known.signed = true;
    }
    if (left.length === sender.networks.length) others.push(sender);
    else if (left.length > 0) others.push(withNetworks(sender, left, 'rest'));
  }
  const known = declared.map((sender) => withSeen(sender, found.get(sender)));
  return [...known, ...others];
}

/**
 * Whether a declared sender certainly sends from there. It has the address, or it is the service that publishes the
 * network and either the domain itself signed the mail or the mail was rejected. Forged mail also comes from services.
 */
export function isSourceOf({ domain, networks, service }: KnownSender, source: SeenSource): boolean {
  if (domain !== source.domain) return false;
  if (hasAddress(networks, source.address)) return true;
  const mayBeService = source.kind === 'undecided' || source.kind === 'bounced';
  return mayBeService && service !== undefined && sendsFrom(service, source.address);
}

function hasAddress(networks: readonly IpNetwork[], address: IpAddress): boolean {
  return networks.some((network) => isInNetwork(address, network));
}

/**
 * The seen sender with only the networks at the given indexes. The `rest` of a sender also has the messages from
 * addresses that are not among its networks, because the number of networks is limited.
 */
export function withNetworks(
  sender: KnownSender,
  kept: readonly number[],
  share: 'part' | 'rest',
): KnownSender {
  const networks = kept.flatMap((i) => sender.networks[i] ?? []);
  const volumes = sender.volumes && kept.flatMap((i) => sender.volumes?.[i] ?? []);
  const sum = (those: readonly MailVolume[] = []): MailVolume =>
    those.reduce((a, b) => addVolumes(a, b) ?? b, { mails: 0, failed: 0 });
  const [all, ofAll, ofKept] = [sender.volume, sum(sender.volumes), sum(volumes)];
  const volume =
    share === 'part' || all === undefined
      ? ofKept
      : {
          mails: all.mails - ofAll.mails + ofKept.mails,
          failed: all.failed - ofAll.failed + ofKept.failed,
        };
  return {
    ...sender,
    networks,
    name: networks.map(networkText).join(', '),
    ...(volumes && { volumes, volume }),
  };
}

function withSeen(sender: KnownSender, seen: Seen | undefined): KnownSender {
  if (seen === undefined) return sender;
  const volume = addVolumes(sender.volume, seen.volume);
  return {
    ...sender,
    ...(seen.unsigned && !seen.signed && { unsigned: true as const }),
    ...(volume !== undefined && { volume }),
    evidence: [...sender.evidence, ...seen.evidence],
  };
}
