import { PENDING } from '../../dns/facts.ts';
import type { Answer, AnswerSource, DnsFacts, NotFound, QuestionType } from '../../dns/facts.ts';
import { isAtOrBelow, isKnown, parentOf, type DomainName } from '../../dns/names.ts';
import { discoverPolicy } from '../../email/dmarc/evaluate/evaluate.ts';
import type { Published } from '../../email/dmarc/evaluate/published.ts';
import { walkTree } from '../../email/dmarc/evaluate/tree-walk.ts';
import type { DmarcRecord } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { isPublicSuffix } from '../../email/dmarc/public-suffix.ts';
import type { PolicyReading } from '../../email/dmarc/reading.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RecordView } from '../view.ts';
import { wildcardFor } from '../wildcards.ts';

/** The DMARC policy that receivers apply to mail from a domain. */
export type EffectivePolicy =
  | FoundPolicy
  /**
   * There is certainly no policy. absent: there is no record at the names that receivers query. unusable: there is a
   * record, but receivers ignore it.
   */
  | { readonly kind: 'none'; readonly own: 'absent' | 'unusable' }
  /** An answer is missing, or an unresolved value decides. */
  | { readonly kind: 'unknown' };

export interface FoundPolicy {
  readonly kind: 'found';
  /** The owner of the record: the domain itself or a parent domain. */
  readonly domain: DomainName;
  readonly dmarc: DmarcRecord;
  readonly reading: PolicyReading;
  readonly source: AnswerSource;
  /** The record, if the zone of the view has it. */
  readonly record: DnsRecord | undefined;
}

const UNKNOWN = { kind: 'unknown' } as const;

/** Finds the policy by the tree walk of RFC 9989 §4.10, as {@link evaluateDmarc} does. */
export function effectivePolicy(domain: DomainName, view: RecordView): EffectivePolicy {
  return view.derive(find, domain);
}

function find(domain: DomainName, view: RecordView): EffectivePolicy {
  if (!isKnown(domain)) return UNKNOWN;
  const facts = presuming(view);
  const walk = walkTree(domain, facts);
  const found = discoverPolicy(domain, facts, walk);
  if (found === 'none' && !view.zoneIsWhole) return UNKNOWN;
  if (found === 'none') return { kind: 'none', own: walk.steps.every(isAbsent) ? 'absent' : 'unusable' };
  if (typeof found === 'string') return UNKNOWN;
  const record = recordOf(found.domain, found.record, view);
  // If there is a record with its places in the file, it shows where to change it.
  const dmarc = record?.rdata.kind === 'text' ? parsePolicy('dmarc', record.rdata.value) : found.record;
  return { kind: 'found', domain: found.domain, dmarc, reading: found.reading, source: found.source, record };
}

/**
 * Treats names that the zone does not show as nonexistent. A policy that is found this way is most likely the right
 * one, but the absence of a policy is not concluded. No queries are sent for names of the zone, or for public suffixes,
 * whose policies are for registries.
 */
function presuming(view: RecordView): DnsFacts {
  const { apex, facts } = view;
  return {
    ask<T extends QuestionType>(name: DomainName, type: T): Answer<T> {
      const domain = parentOf(name);
      if (domain === undefined || isPublicSuffix(domain)) return NODATA;
      if (apex === undefined) return view.recordsAt(name).length === 0 ? PENDING : facts.ask(name, type);
      if (view.zoneIsWhole || !isAtOrBelow(name, apex)) return facts.ask(name, type);
      const isSilent = view.recordsAt(name).length === 0 && view.delegationAbove(name).length === 0;
      return isSilent ? NODATA : facts.ask(name, type);
    },
  };
}

const NODATA: NotFound = { status: 'nodata', source: { kind: 'workspace' } };

function isAbsent(own: Published): boolean {
  return own.kind === 'none' && own.because === 'absent';
}

/** The record of the view's zone that has this text. */
function recordOf(domain: DomainName, { value }: DmarcRecord, view: RecordView): DnsRecord | undefined {
  const owner = policyOwner(domain);
  const own = view.recordsAt(owner);
  const records = own.length > 0 ? own : wildcardFor(owner, view);
  return records.find(({ rdata }) => rdata.kind === 'text' && rdata.value.text === value.text);
}
