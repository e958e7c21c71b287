import { bitsOf, formatIp, formatNetwork, lastAddressOf, sizeOf } from '../../dns/address.ts';
import type { IpNetwork } from '../../dns/address.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { TokenExplanation } from '../policy-record.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { isEvaluated } from './evaluation-order.ts';
import type { AddressMechanism, HostMechanism, Mechanism, Qualifier, SpfRecord } from './model.ts';
import { holds } from './offsets.ts';
import { code, markup, text, type Markdown } from '../../text/markdown.ts';

export function explainMechanism(record: SpfRecord, term: Mechanism, offset: number): TokenExplanation {
  const inside = (range: Range): boolean => holds(range, offset);
  if (inside(term.qualifierRange)) return explainQualifier(record, term);
  if (term.kind === 'ip4' || term.kind === 'ip6') {
    if (term.prefix !== undefined && inside(term.prefix.range)) return explainPrefix(term);
    if (inside(term.addressRange)) return explainAddress(term);
  }
  if (term.kind === 'a' || term.kind === 'mx') {
    if (term.prefix4 !== undefined && inside(term.prefix4.range)) return explainHostPrefix(term, 4);
    if (term.prefix6 !== undefined && inside(term.prefix6.range)) return explainHostPrefix(term, 6);
  }
  return explainName(record, term, offset);
}

const RESULTS: Readonly<
  Record<Qualifier, { readonly name: string; readonly text: Markdown; readonly spec: string }>
> = {
  '+': {
    name: 'pass',
    text: markup`the host is allowed to send. This is the default without a qualifier.`,
    spec: 'RFC 7208 §8.3',
  },
  '-': {
    name: 'fail',
    text: markup`the host is not allowed to send. Receivers may reject the message immediately, before they check DKIM and DMARC.`,
    spec: 'RFC 7208 §8.4',
  },
  '~': {
    name: 'softfail',
    text: markup`the host is probably not allowed. Receivers usually mark the message and do not reject it for this alone. For DMARC, softfail is not a pass, just like fail.`,
    spec: 'RFC 7208 §8.5',
  },
  '?': {
    name: 'neutral',
    text: markup`the domain makes no statement about the host, as if there were no SPF record. It helps neither the message nor DMARC.`,
    spec: 'RFC 7208 §8.2',
  },
};

function explainQualifier(record: SpfRecord, term: Mechanism): TokenExplanation {
  const result = RESULTS[term.qualifier];
  return {
    range: term.qualifierRange,
    title: `${term.qualifier} (${result.name})`,
    text: markup`A sender that this term matches gets **${text(result.name)}**: ${result.text}${orderNote(record, term)}`,
    specs: ['RFC 7208 §4.6.2', result.spec],
  };
}

function explainName(record: SpfRecord, term: Mechanism, offset: number): TokenExplanation {
  const { title, text: what, specs } = NAMES[term.kind];
  const separator = record.value.text[term.nameRange.end] === ':' ? 1 : 0;
  const here = term.kind === 'all' ? allHere(record, term) : resultHere(term);
  const name = rangeOf(term.nameRange.start, term.nameRange.end + separator);
  return {
    // If a part could not be read, the explanation is for the whole term.
    range: holds(name, offset) ? name : term.range,
    title,
    text: markup`${what}\n\n${here}${orderNote(record, term)}`,
    specs,
  };
}

interface NameText {
  readonly title: string;
  readonly text: Markdown;
  readonly specs: readonly string[];
}

const NAMES: Readonly<Record<Mechanism['kind'], NameText>> = {
  all: {
    title: 'all',
    text: markup`Matches every sender. Put it last: mechanisms after it are never evaluated, and \`redirect=\` is ignored.`,
    specs: ['RFC 7208 §5.1'],
  },
  include: {
    title: 'include:',
    text: markup`Evaluates the SPF record of another domain, and matches only if the result is pass. A result of fail or softfail there, such as from its \`all\`, is not a match. If the other domain has no SPF record, receivers that reach this term stop with permerror. Uses 1 lookup, plus those of the other record.`,
    specs: ['RFC 7208 §5.2', 'RFC 7208 §4.6.4'],
  },
  a: {
    title: 'a',
    text: markup`Matches when the sending host is one of the A or AAAA addresses of the name after it, or of this record's own domain if there is no name. Uses 1 lookup.`,
    specs: ['RFC 7208 §5.3', 'RFC 7208 §4.6.4'],
  },
  mx: {
    title: 'mx',
    text: markup`Matches when the sending host is one of the addresses of the domain's MX hosts (at most 10 hosts). Uses 1 lookup, however many hosts there are.`,
    specs: ['RFC 7208 §5.4', 'RFC 7208 §4.6.4'],
  },
  ptr: {
    title: 'ptr',
    text: markup`Matches by the reverse name of the sending address. It is slow and unreliable, some receivers ignore it, and it should no longer be used. Uses 1 lookup.`,
    specs: ['RFC 7208 §5.5', 'RFC 7208 §4.6.4'],
  },
  ip4: {
    title: 'ip4:',
    text: markup`Matches an IPv4 address or network. Needs no lookup.`,
    specs: ['RFC 7208 §5.6'],
  },
  ip6: {
    title: 'ip6:',
    text: markup`Matches an IPv6 address or network. Needs no lookup.`,
    specs: ['RFC 7208 §5.6'],
  },
  exists: {
    title: 'exists:',
    text: markup`Matches when the name, usually built with macros, has an A record with any value. The lookup is for an A record even if the sender uses IPv6. Uses 1 lookup.`,
    specs: ['RFC 7208 §5.7', 'RFC 7208 §4.6.4'],
  },
};

const ALL_HERE: Readonly<Record<Qualifier, Markdown>> = {
  '+': markup`allows every host on the Internet to send for this domain.`,
  '-': markup`means that no other host may send. Receivers may reject such mail immediately, including forwarded mail.`,
  '~': markup`asks receivers to treat mail from other hosts with suspicion. With an enforced DMARC policy, this protects as well as \`-all\`, and forwarded mail with a valid DKIM signature is not lost.`,
  '?': markup`makes no statement about other hosts, so the domain is as open as without SPF.`,
};

function allHere(record: SpfRecord, term: Mechanism): Markdown {
  const isAlone = record.directives.length === 1;
  if (isAlone && term.qualifier === '-')
    return markup`Here, \`-all\` is the only term, so no host sends mail for this domain.`;
  const typed = `${term.qualifier === '+' ? '' : term.qualifier}all`;
  return markup`Here, ${code(typed)} ${ALL_HERE[term.qualifier]}`;
}

function resultHere(term: Mechanism): Markdown {
  if (term.inert) {
    return markup`Here, it is written with \`=\`, so receivers read it as an unknown modifier and ignore it.`;
  }
  return markup`Here, a match gives **${text(RESULTS[term.qualifier].name)}**.`;
}

function orderNote(record: SpfRecord, term: Mechanism): Markdown {
  return term.inert || isEvaluated(record, term)
    ? markup``
    : markup`\n\nIt is never evaluated, because an \`all\` precedes it.`;
}

function explainAddress(term: AddressMechanism): TokenExplanation {
  const isOne = term.network?.prefix === bitsOf(term.kind === 'ip4' ? 'ipv4' : 'ipv6');
  const matched = term.network && networkText(term.network);
  const following = isOne
    ? markup` Only this address matches: without a prefix length, the longest one applies.`
    : markup``;
  return {
    range: term.addressRange,
    title: term.kind === 'ip4' ? 'IPv4 address or network' : 'IPv6 address or network',
    text:
      matched === undefined
        ? markup`The address or network that the sending address is compared with.`
        : markup`${matched}${following}`,
    specs: ['RFC 7208 §5.6'],
  };
}

function explainPrefix(term: AddressMechanism): TokenExplanation {
  const bits = term.prefix?.bits ?? 0;
  const max = term.kind === 'ip4' ? 32 : 128;
  const matched = term.network === undefined ? markup`` : markup` ${networkText(term.network)}`;
  return {
    range: term.prefix?.range ?? term.range,
    title: `/${bits}`,
    text: markup`Prefix length: the first ${bits} of ${max} bits must match.${matched}`,
    specs: ['RFC 7208 §5.6'],
  };
}

function explainHostPrefix(term: HostMechanism, family: 4 | 6): TokenExplanation {
  const prefix = family === 4 ? term.prefix4 : term.prefix6;
  const bits = prefix?.bits ?? 0;
  const whose = term.kind === 'a' ? markup`the name` : markup`each MX host`;
  const max = family === 4 ? 32 : 128;
  const size = countText(1n << BigInt(max - bits));
  return {
    range: prefix?.range ?? term.range,
    title: `${family === 4 ? '/' : '//'}${bits}`,
    text: markup`All addresses that share the first ${bits} bits with an IPv${family} address of ${whose} match: ${size} for each. ${family === 4 ? markup`IPv6 has its own prefix length, after two slashes.` : markup`A prefix length after one slash is for IPv4.`}`,
    specs: ['RFC 7208 §5.3'],
  };
}

function networkText(network: IpNetwork): Markdown {
  if (network.prefix === bitsOf(network.address.kind))
    return markup`${text(formatIp(network.address))} is one address.`;
  const ends = markup`${text(formatIp(network.address))} to ${text(formatIp(lastAddressOf(network)))}`;
  return markup`${text(formatNetwork(network))} is ${countText(sizeOf(network))}, ${ends}.`;
}

/** `256 addresses`; a power of 2 if the number has too many digits to read. */
function countText(count: bigint): Markdown {
  if (count === 1n) return markup`1 address`;
  if (count > 1n << 24n) return markup`2^${count.toString(2).length - 1} addresses`;
  return markup`${text(groupDigits(count))} addresses`;
}
