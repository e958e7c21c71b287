import type { IpAddress } from '../../../dns/address.ts';
import { ipv4MappedIn, isInNetwork, networkOf } from '../../../dns/address.ts';
import type { Answer, DnsFacts, Question, QuestionType } from '../../../dns/facts.ts';
import { isFailure, isVoid } from '../../../dns/facts.ts';
import type { DomainName } from '../../../dns/names.ts';
import { faultOfName, isAtOrBelow } from '../../../dns/names.ts';
import { expandDomain } from '../expand.ts';
import { MAX_LOOKUP_TERMS } from '../lookups.ts';
import type {
  Directive,
  DomainMechanism,
  DomainSpec,
  HostMechanism,
  Mechanism,
  SpfRecord,
  TargetModifier,
} from '../model.ts';
import { explanationOf } from './explanation.ts';
import type { Identity } from './identity.ts';
import { checkableName, identityOf, queryName } from './identity.ts';
import type { RecordReader } from './select-record.ts';
import { selectRecord } from './select-record.ts';
import { SenderValues, validatedNames } from './sender-values.ts';
import type {
  MatchedTerm,
  SpfReason,
  SpfReasonCode,
  SpfResult,
  CheckHostArguments,
  SpfVerdict,
  TraceStep,
} from './verdict.ts';

export interface CheckOptions {
  readonly facts: DnsFacts;
  /** Parses the value of a record. A caller that checks many senders caches the results. */
  readonly read: RecordReader;
  readonly trace?: boolean;
  /** The name of the receiving host: `%{r}`, in explanations. */
  readonly receiver?: string;
  /** Seconds since 1970: `%{t}`, in explanations. */
  readonly time?: number;
}

/** MX names of one `mx`. One more is permerror. RFC 7208 §4.6.4. */
export const MAX_MX_NAMES = 10;
/** Void lookups in one check. One more is permerror. RFC 7208 §4.6.4. */
export const MAX_VOID_LOOKUPS = 2;

/** Whether the sender may use the domain: check_host() of RFC 7208 §4. Its limits bound the work. */
export function checkHost(sender: CheckHostArguments, options: CheckOptions): SpfVerdict {
  const identity = identityOf(sender);
  const check = new Check(sender, identity, options);
  const outcome = check.checkDomain(identity.domain, 0);
  const explanation =
    outcome.result === 'fail' && outcome.matched !== undefined
      ? explanationOf(outcome.matched, check.values, options.facts)
      : undefined;
  return {
    result: outcome.result,
    identity: identity.kind,
    domain: identity.domain,
    explanation,
    lookups: check.lookups,
    voidLookups: check.voidLookups,
    matched: outcome.matched,
    reason: outcome.reason,
    trace: check.trace,
    pending: check.pending,
  };
}

interface Outcome {
  readonly result: SpfResult;
  readonly matched?: MatchedTerm;
  readonly reason?: SpfReason;
}

/** Whether a mechanism matches, or why the check ends here. */
type Match = 'match' | 'no-match' | Outcome;

/** A record that is being evaluated. */
interface Frame {
  readonly record: SpfRecord;
  /** As given, or with expanded macros: `%{d}`. */
  readonly domain: string;
  /** 0 in the first record and those to which it redirects. Each include adds 1. */
  readonly depth: number;
}

const RESULTS = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const;

/**
 * One check in progress.
 *
 * Invariant: `lookups` and `voidLookups` count what RFC 7208 §4.6.4 limits, over all records read so far.
 */
class Check {
  lookups = 0;
  voidLookups = 0;
  readonly trace: TraceStep[] = [];
  readonly pending: Question[] = [];
  readonly values: SenderValues;
  private readonly ip: IpAddress;
  private readonly facts: DnsFacts;
  private readonly read: RecordReader;
  private readonly traces: boolean;

  constructor(sender: CheckHostArguments, identity: Identity, options: CheckOptions) {
    // RFC 7208 §5: an IPv4-mapped IPv6 address is treated as that IPv4 address.
    const mapped = sender.ip.kind === 'ipv6' ? ipv4MappedIn(sender.ip) : undefined;
    this.ip = mapped ?? sender.ip;
    this.facts = options.facts;
    this.read = options.read;
    this.traces = options.trace === true;
    const asking: DnsFacts = { ask: (name, type) => this.ask(name, type) };
    this.values = new SenderValues(this.ip, identity, sender.helo, options, asking);
  }

  /** check_host() for one domain: RFC 7208 §4.3 to §4.7. */
  checkDomain(domain: string, depth: number): Outcome {
    const name = checkableName(domain);
    if (name === undefined) return stop('none', 'malformed-domain', domain);
    const answer = this.askUncounted(name, 'TXT');
    // RFC 7208 §4.4
    if (isFailure(answer)) return stop('temperror', 'dns-failure', domain);
    if (answer.status === 'pending') return stop('pending', 'unknown-answer', domain);
    const record = answer.status === 'data' ? selectRecord(answer.data, this.read) : 'none';
    if (record === 'none') return stop('none', 'no-record', domain);
    if (record === 'several') return stop('permerror', 'several-records', domain);
    if (record === 'open') return stop('pending', 'unknown-text', domain);
    if (record.permerror) return stop('permerror', 'syntax', domain);
    return this.walk({ record, domain, depth });
  }

  /**
   * RFC 7208 §4.6.2, §4.7: the first mechanism that matches decides. Without a match, the redirect decides, or the result is
   * neutral.
   */
  private walk(frame: Frame): Outcome {
    const { record, domain } = frame;
    for (const term of record.directives) {
      const match = this.directive(frame, term);
      if (match === 'no-match') continue;
      if (match !== 'match') return match;
      const qualifier = term.kind === 'unread' ? '?' : term.qualifier;
      return { result: RESULTS[qualifier], matched: { domain, record, term } };
    }
    return record.redirect === undefined ? { result: 'neutral' } : this.redirect(frame, record.redirect);
  }

  private directive(frame: Frame, term: Directive): Match {
    // An unresolved value can contain any terms, or none.
    if (term.kind === 'unread' || term.hasHole) {
      return this.traced(frame, term, undefined, stop('pending', 'unknown-text', frame.domain, term));
    }
    switch (term.kind) {
      case 'all':
        return this.traced(frame, term, undefined, 'match');
      case 'ip4':
      case 'ip6': {
        const matches = term.network !== undefined && isInNetwork(this.ip, term.network);
        return this.traced(frame, term, undefined, matches ? 'match' : 'no-match');
      }
      default:
        return this.lookup(frame, term);
    }
  }

  /** The mechanisms that query DNS. RFC 7208 §4.6.4 counts them whether or not they match. */
  private lookup(frame: Frame, term: DomainMechanism | HostMechanism): Match {
    if (++this.lookups > MAX_LOOKUP_TERMS) {
      return this.traced(frame, term, undefined, stop('permerror', 'lookup-limit', frame.domain, term));
    }
    const target = term.domain === undefined ? frame.domain : this.expand(frame, term.domain);
    if (target === undefined) {
      return this.traced(frame, term, target, stop('pending', 'unknown-answer', frame.domain, term));
    }
    if (term.kind === 'include') return this.include(frame, term, target);
    const name = queryName(target);
    // RFC 7208 §4.8: a name that cannot be queried matches nothing.
    const match = name === undefined ? 'no-match' : this.matchName(frame, term, name);
    return this.traced(frame, term, target, this.overVoidLimit(frame, term) ?? match);
  }

  private matchName(frame: Frame, term: DomainMechanism | HostMechanism, name: DomainName): Match {
    switch (term.kind) {
      case 'a':
        return this.matchHost(frame, term, name);
      case 'mx':
        return this.matchExchanges(frame, term, name);
      case 'exists': {
        // RFC 7208 §5.7: always type A, regardless of the sender's address family.
        const answer = this.ask(name, 'A');
        return this.failed(frame, term, answer) ?? (answer.status === 'data' ? 'match' : 'no-match');
      }
      default: {
        // RFC 7208 §5.5: if looking up the names fails, the mechanism does not match.
        const names = validatedNames(this.ip, this.values.asking);
        if (names === 'pending') return stop('pending', 'unknown-answer', frame.domain, term);
        return names.some((validated) => isAtOrBelow(validated, name)) ? 'match' : 'no-match';
      }
    }
  }

  /** RFC 7208 §5.3 */
  private matchHost(frame: Frame, term: HostMechanism, name: DomainName): Match {
    const answer = this.ask(name, this.addressType);
    return this.failed(frame, term, answer) ?? (this.matchesAny(answer, term) ? 'match' : 'no-match');
  }

  /** RFC 7208 §5.4 */
  private matchExchanges(frame: Frame, term: HostMechanism, name: DomainName): Match {
    const answer = this.ask(name, 'MX');
    const failure = this.failed(frame, term, answer);
    if (failure !== undefined) return failure;
    if (answer.status !== 'data') return 'no-match';
    if (answer.data.length > MAX_MX_NAMES) return stop('permerror', 'mx-limit', frame.domain, term);
    let match: Match = 'no-match';
    const byPreference = [...answer.data].sort((a, b) => a.preference - b.preference);
    for (const { exchange } of byPreference) {
      // A null MX (RFC 7505) names no host.
      if (exchange === '' || faultOfName(exchange) !== undefined) continue;
      const addresses = this.ask(exchange, this.addressType);
      if (isFailure(addresses)) return stop('temperror', 'dns-failure', frame.domain, term);
      if (this.matchesAny(addresses, term)) match = 'match';
      else if (addresses.status === 'pending' && match === 'no-match') {
        match = stop('pending', 'unknown-answer', frame.domain, term);
      }
    }
    return match;
  }

  private matchesAny(answer: Answer<'A' | 'AAAA'>, term: HostMechanism): boolean {
    if (answer.status !== 'data') return false;
    const prefix = this.ip.kind === 'ipv4' ? (term.prefix4?.bits ?? 32) : (term.prefix6?.bits ?? 128);
    const network = networkOf(this.ip, prefix);
    return answer.data.some((address) => isInNetwork(address, network));
  }

  /** RFC 7208 §5.2: the result of the included check, as a match. */
  private include(frame: Frame, term: DomainMechanism, target: string): Match {
    this.enter(frame, term, target);
    const { result, reason } = this.checkDomain(target, frame.depth + 1);
    return this.traced(frame, term, target, matchOfInclude(result, reason, frame, term));
  }

  /** RFC 7208 §6.1 */
  private redirect(frame: Frame, term: TargetModifier): Outcome {
    const { domain } = frame;
    if (++this.lookups > MAX_LOOKUP_TERMS) return stop('permerror', 'lookup-limit', domain, term);
    if (term.hasHole) return stop('pending', 'unknown-text', domain, term);
    const target = term.domain === undefined ? '' : this.expand(frame, term.domain);
    if (target === undefined) return stop('pending', 'unknown-answer', domain, term);
    this.enter(frame, term, target);
    const outcome = this.checkDomain(target, frame.depth);
    return outcome.result === 'none' ? stop('permerror', 'redirect-without-record', domain, term) : outcome;
  }

  /** The name that a domain-spec expands to; `undefined` while a macro in it waits for an answer. */
  private expand(frame: Frame, spec: DomainSpec): string | undefined {
    if (spec.name !== undefined) return spec.name;
    this.values.enter(frame.domain);
    const expanded = expandDomain(spec, this.values);
    // A single label that is too long is a name that cannot exist.
    return this.values.isAwaiting() ? undefined : (expanded ?? '');
  }

  private get addressType(): 'A' | 'AAAA' {
    return this.ip.kind === 'ipv4' ? 'A' : 'AAAA';
  }

  private ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
    const answer = this.askUncounted(name, type);
    if (isVoid(answer)) this.voidLookups++;
    return answer;
  }

  private askUncounted<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
    const answer = this.facts.ask(name, type);
    if (answer.status === 'pending') this.pending.push({ name, type });
    return answer;
  }

  private failed(frame: Frame, term: Mechanism, answer: Answer): Outcome | undefined {
    if (isFailure(answer)) return stop('temperror', 'dns-failure', frame.domain, term);
    return answer.status === 'pending' ? stop('pending', 'unknown-answer', frame.domain, term) : undefined;
  }

  private overVoidLimit(frame: Frame, term: Mechanism): Outcome | undefined {
    if (this.voidLookups <= MAX_VOID_LOOKUPS) return undefined;
    return stop('permerror', 'void-lookup-limit', frame.domain, term);
  }

  private enter(frame: Frame, term: DomainMechanism | TargetModifier, target: string): void {
    if (this.traces) this.trace.push(this.step(frame, term, target, 'enter'));
  }

  private traced(frame: Frame, term: Directive, target: string | undefined, match: Match): Match {
    if (!this.traces) return match;
    let outcome: TraceStep['outcome'] = 'error';
    if (typeof match === 'string') outcome = match;
    else if (match.result === 'pending') outcome = 'pending';
    this.trace.push(this.step(frame, term, target, outcome));
    return match;
  }

  private step(
    { record, domain, depth }: Frame,
    term: TraceStep['term'],
    target: string | undefined,
    outcome: TraceStep['outcome'],
  ): TraceStep {
    const { lookups, voidLookups } = this;
    return { depth, domain, record, term, outcome, target, lookups, voidLookups };
  }
}

/** The table of RFC 7208 §5.2. */
function matchOfInclude(
  result: SpfResult,
  reason: SpfReason | undefined,
  { domain }: Frame,
  term: DomainMechanism,
): Match {
  switch (result) {
    case 'pass':
      return 'match';
    case 'fail':
    case 'softfail':
    case 'neutral':
      return 'no-match';
    case 'none':
      return stop('permerror', 'include-without-record', domain, term);
    case 'temperror':
    case 'permerror':
    case 'pending':
      return reason === undefined ? { result } : { result, reason };
  }
}

function stop(
  result: SpfResult,
  code: SpfReasonCode,
  domain: string,
  term?: Directive | TargetModifier,
): Outcome {
  return { result, reason: { code, domain, term } };
}
