import type { IpAddress, IpNetwork } from '../../dns/address.ts';
import { bitsOf, networkOf } from '../../dns/address.ts';
import type { DnsFacts } from '../../dns/facts.ts';
import { isVoid } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { checkHost } from '../../email/spf/evaluate/check-host.ts';
import type { SpfVerdict } from '../../email/spf/evaluate/verdict.ts';
import type { SpfSender } from '../../senders/known-sender.ts';
import { mailFromOf } from './mail-from.ts';
import { isSeenByReceivers, sampleAddresses } from './sample-addresses.ts';
import { checkService } from './spf-of-service.ts';
import { isDescribed, mayPassSpfFor } from './service-setup.ts';
import type { SpfOptions } from './spf-options.ts';

/** The SPF result for a sender. */
export type SpfOfSender =
  /** The result of the evaluator. `verdict` is that of the address with the worst result. */
  | {
      readonly kind: 'checked';
      readonly domain: DomainName;
      readonly verdict: SpfVerdict;
      /** The networks, or the addresses of the host, that do not certainly pass. */
      readonly uncovered: readonly IpNetwork[];
    }
  /** The service uses its own domain in MAIL FROM, so SPF is the service's responsibility. */
  | { readonly kind: 'own-envelope' }
  /**
   * Nothing in the zone is set up for it, so it uses its own domain in MAIL FROM, or one whose SPF record does not
   * authorize it.
   */
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'unknown'; readonly because: UnknownSpf };

/**
 * envelope: the domain in MAIL FROM is unknown. host: the host's addresses are unknown. inner: all its addresses are
 * private. service: the service's addresses are unknown, or some term may cover it.
 */
export type UnknownSpf = 'envelope' | 'host' | 'inner' | 'service';

export function spfOfSender(sender: SpfSender, options: SpfOptions): SpfOfSender {
  const { service, networks, host } = sender;
  const mailFrom = mailFromOf(sender, options.facts);
  if (mailFrom.kind === 'own') return { kind: 'own-envelope' };
  if (mailFrom.kind === 'unknown') return ofUnknownService(sender, 'envelope', options);
  const { domain } = mailFrom;
  if (networks.length === 0 && host === undefined) {
    const verdict = service && checkService(service, domain, options);
    return verdict === undefined
      ? ofUnknownService(sender, 'service', options)
      : { kind: 'checked', domain, verdict, uncovered: [] };
  }
  const known = host === undefined ? [] : addressesOf(host, options.facts);
  if (known === undefined) return { kind: 'unknown', because: 'host' };
  const seen = [...networks, ...known].filter(isSeenByReceivers);
  if (seen.length === 0) return { kind: 'unknown', because: 'inner' };
  return checkNetworks(seen, domain, options);
}

/** A zone that has nothing for a service may rule out what is otherwise unknown about it. */
function ofUnknownService(sender: SpfSender, because: UnknownSpf, options: SpfOptions): SpfOfSender {
  const { service, domain, envelope, networks, host } = sender;
  const unknown = { kind: 'unknown', because } as const;
  if (service === undefined || !isDescribed(service)) return unknown;
  if (envelope !== undefined || networks.length > 0 || host !== undefined) return unknown;
  return mayPassSpfFor(service, domain, options) ? unknown : { kind: 'not-set-up' };
}

/** The addresses of a host; `undefined` if they are unknown or if it has none. */
function addressesOf(host: DomainName, facts: DnsFacts): readonly IpNetwork[] | undefined {
  const answers = [facts.ask(host, 'A'), facts.ask(host, 'AAAA')];
  if (answers.some((answer) => answer.status !== 'data' && !isVoid(answer))) return undefined;
  const addresses = answers.flatMap((answer): readonly IpAddress[] =>
    answer.status === 'data' ? answer.data : [],
  );
  if (addresses.length === 0) return undefined;
  return addresses.map((address) => networkOf(address, bitsOf(address.kind)));
}

function checkNetworks(networks: readonly IpNetwork[], domain: DomainName, options: SpfOptions): SpfOfSender {
  let worst: SpfVerdict | undefined;
  const uncovered: IpNetwork[] = [];
  for (const network of networks) {
    for (const ip of sampleAddresses(network)) {
      const verdict = checkHost(
        { ip, mailFrom: `postmaster@${domain}`, helo: '' },
        { ...options, trace: true },
      );
      if (worst === undefined || rankOf(verdict) > rankOf(worst)) worst = verdict;
      if (isCertainlyNoPass(verdict) && uncovered.at(-1) !== network) uncovered.push(network);
    }
  }
  return worst === undefined
    ? { kind: 'unknown', because: 'inner' }
    : { kind: 'checked', domain, verdict: worst, uncovered };
}

/** True if mail with this verdict certainly does not pass, whatever a failing DNS server would answer. */
export function isCertainlyNoPass({ result }: SpfVerdict): boolean {
  return result !== 'pass' && result !== 'pending' && result !== 'temperror';
}

const RANKS = ['pass', 'temperror', 'pending', 'neutral', 'none', 'softfail', 'fail', 'permerror'] as const;

function rankOf({ result }: SpfVerdict): number {
  return RANKS.indexOf(result);
}
