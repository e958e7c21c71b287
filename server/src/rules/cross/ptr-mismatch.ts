import { formatIp, type IpAddress } from '../../dns/address.ts';
import { isVoid, type Answer, type AnswerSource, type DnsFacts } from '../../dns/facts.ts';
import { isAtOrBelow, type DomainName } from '../../dns/names.ts';
import { spfDomainOf } from '../../domain/spf/owner.ts';
import { isPublicAddress } from '../../domain/spf/special.ts';
import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { reverseName } from '../../email/spf/evaluate/sender-values.ts';
import type { TermCost } from '../../email/spf/lookup-tree.ts';
import type { Directive, SpfRecord } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** The number of addresses that are checked in one record. Some records list hundreds. */
const MOST = 50;

/** An authorized address has no PTR record, or one whose name does not resolve back to the address. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6', 'a', 'mx'],
  severity: 'warning',
  specs: ['RFC 1912 §2.1', 'RFC 7372 §3.3'],
  why: 'Gmail, Microsoft and many Postfix servers reject mail from an address that has no PTR record, or whose PTR name does not resolve back to the address.',
  symptoms: ['550 5.7.25', '421 4.7.23', '450 4.7.25', '550 5.7.1'],
  messages: {
    none: 'The address {ip}, which "{term}" authorizes, has no PTR record at "{name}"{when}.',
    other:
      'The PTR record of {ip}, which "{term}" authorizes, is "{host}", which does not resolve to {ip}{when}.',
  },
  check(spf, context) {
    for (const { term, address } of sendersOf(spf, context).slice(0, MOST)) {
      if (!isPublicAddress(address, context)) continue;
      const name = reverseName(address);
      const names = context.facts.ask(name, 'PTR');
      const data = { ip: formatIp(address), term: quoteTerm(spf, term.range), name };
      if (isVoid(names)) {
        context.report({ at: term.range, message: 'none', data: { ...data, when: asOf(names.source) } });
      } else if (names.status === 'data') {
        const found = names.data.map((host) => leadsTo(host, address, context.facts));
        const [host] = names.data;
        const [first] = found;
        if (host === undefined || first === undefined || found.some((one) => one.kind !== 'elsewhere'))
          continue;
        const when = asOf(first.kind === 'elsewhere' ? first.source : undefined);
        context.report({ at: term.range, message: 'other', data: { ...data, host, when } });
      }
    }
  },
});

interface Sender {
  readonly term: Directive;
  readonly address: IpAddress;
}

/** The single addresses that the terms authorize: those in the record, and those of the domain's own hosts. */
function sendersOf(spf: SpfRecord, context: RuleContext): readonly Sender[] {
  const costs = new Map(treeOf(spf, context).terms.map((cost) => [cost.term, cost]));
  return spf.directives.flatMap((term): readonly Sender[] => {
    if (term.kind === 'unread' || term.qualifier !== '+' || term.inert) return [];
    if (term.kind === 'ip4' || term.kind === 'ip6') {
      const { network } = term;
      const isSingle = network?.prefix === (term.kind === 'ip4' ? 32 : 128);
      return network !== undefined && isSingle ? [{ term, address: network.address }] : [];
    }
    if ('prefix4' in term && (term.prefix4 !== undefined || term.prefix6 !== undefined)) return [];
    const hosts = hostsOf(costs.get(term), context);
    return hosts.flatMap((host) => addressesOf(host, context.facts).map((address) => ({ term, address })));
  });
}

/** A bare `a` is usually the website. PTR records of other domains' MX hosts are the business of those domains. */
function hostsOf(cost: TermCost | undefined, context: RuleContext): readonly DomainName[] {
  const target = cost?.target;
  const owner = spfDomainOf(context);
  if (cost === undefined || target === undefined || owner === undefined) return [];
  if (cost.term.kind === 'a') return target === owner ? [] : [target];
  if (cost.term.kind !== 'mx') return [];
  const answer = context.facts.ask(target, 'MX');
  const own = registeredDomain(owner) ?? owner;
  return answer.status === 'data'
    ? answer.data.map(({ exchange }) => exchange).filter((host) => isAtOrBelow(host, own))
    : [];
}

function addressesOf(host: DomainName, facts: DnsFacts): readonly IpAddress[] {
  const v4 = facts.ask(host, 'A');
  const v6 = facts.ask(host, 'AAAA');
  return [...(v4.status === 'data' ? v4.data : []), ...(v6.status === 'data' ? v6.data : [])];
}

type Way =
  | { readonly kind: 'back' | 'unknown' }
  | { readonly kind: 'elsewhere'; readonly source: AnswerSource | undefined };

/** Whether the PTR name of an address resolves back to the address. */
function leadsTo(host: DomainName, address: IpAddress, facts: DnsFacts): Way {
  const answer: Answer<'A'> | Answer<'AAAA'> =
    address.kind === 'ipv4' ? facts.ask(host, 'A') : facts.ask(host, 'AAAA');
  if (isVoid(answer)) return { kind: 'elsewhere', source: answer.source };
  if (answer.status !== 'data') return { kind: 'unknown' };
  const text = formatIp(address);
  const isBack = answer.data.some((one) => formatIp(one) === text);
  return isBack ? { kind: 'back' } : { kind: 'elsewhere', source: answer.source };
}
