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

/** Addresses of one record that are looked at: a limit for records that list hundreds. */
const MOST = 50;

/** A host that may send, whose address has no name, or one that does not lead back to it. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6', 'a', 'mx'],
  severity: 'warning',
  specs: ['RFC 1912 §2.1', 'RFC 7372 §3.3'],
  why: 'Gmail, Microsoft and many Postfix servers refuse mail from an address without a name (PTR), or with one that does not lead back to it.',
  symptoms: ['550 5.7.25', '421 4.7.23', '450 4.7.25', '550 5.7.1'],
  messages: {
    none: 'The address {ip}, which "{term}" lets send, has no name: there is no PTR record at "{name}"{when}.',
    other:
      'The address {ip}, which "{term}" lets send, is named "{host}", but that name does not have this address{when}.',
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

/** Single addresses that the terms let send: typed ones, and those of hosts that are named as the domain's own. */
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

/** A bare `a` is mostly the web site; the MX hosts of others are theirs to name. */
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

/** Where the name of an address leads. */
function leadsTo(host: DomainName, address: IpAddress, facts: DnsFacts): Way {
  const answer: Answer<'A'> | Answer<'AAAA'> =
    address.kind === 'ipv4' ? facts.ask(host, 'A') : facts.ask(host, 'AAAA');
  if (isVoid(answer)) return { kind: 'elsewhere', source: answer.source };
  if (answer.status !== 'data') return { kind: 'unknown' };
  const text = formatIp(address);
  const isBack = answer.data.some((one) => formatIp(one) === text);
  return isBack ? { kind: 'back' } : { kind: 'elsewhere', source: answer.source };
}
