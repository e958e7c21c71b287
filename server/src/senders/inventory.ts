import type { DomainName } from '../dns/names.ts';
import { isSourceOf } from './combine.ts';
import type { SenderHint } from './implied.ts';
import { impliedBy } from './implied-senders.ts';
import type { KnownSender } from './known-sender.ts';
import type { SeenSource } from './seen-source.ts';
import type { Service } from './services/model.ts';
import { sendsFrom } from './services/provider-networks.ts';

/** Everything that is known about the senders of one domain. */
export interface DomainInventory {
  readonly domain: DomainName;
  readonly senders: readonly KnownSender[];
  /** Additional hints in records and resources. */
  readonly hints: readonly SenderHint[];
  /** The senders that they hint at. It is unknown whether those send. */
  readonly implied: readonly KnownSender[];
  /** Addresses that were seen and whose owner is uncertain. */
  readonly others: readonly SeenSource[];
}

/** The senders and additional hints of each domain, by domain name. */
export function inventoryOf(
  known: readonly KnownSender[],
  hints: ReadonlyMap<DomainName, readonly SenderHint[]>,
  seen: readonly SeenSource[] = [],
): readonly DomainInventory[] {
  const senders = new Map<DomainName, KnownSender[]>();
  for (const sender of known) put(senders, sender.domain, sender);
  const others = new Map<DomainName, SeenSource[]>();
  for (const source of seen) {
    const isSaid = senders.get(source.domain)?.some((sender) => isSourceOf(sender, source)) === true;
    if (!isSaid) put(others, source.domain, source);
  }
  return [...new Set([...senders.keys(), ...hints.keys(), ...others.keys()])].sort().map((domain) => {
    const said = senders.get(domain) ?? [];
    const unsaid = (hints.get(domain) ?? []).filter((hint) => !said.some((sender) => isAbout(hint, sender)));
    return {
      domain,
      senders: said,
      hints: unsaid,
      implied: impliedBy(unsaid),
      others: others.get(domain) ?? [],
    };
  });
}

function isAbout({ service, host }: SenderHint, sender: KnownSender): boolean {
  if (service === undefined) return sender.host === host;
  return sender.service?.id === service.id || (sender.provider !== undefined && isFrom(service, sender));
}

/** Whether reports show mail from the networks that the service publishes. */
function isFrom(service: Service, { networks }: KnownSender): boolean {
  return networks.some(({ address }) => sendsFrom(service, address));
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
