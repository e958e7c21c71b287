import type { DomainName } from '../../dns/names.ts';
import { selectRecord } from '../../email/spf/evaluate/select-record.ts';
import { lookupTree } from '../../email/spf/lookup-tree.ts';
import { lookupTerms, MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleFix } from '../../records/report.ts';
import type { SpfSender } from '../../senders/known-sender.ts';
import type { Service } from '../../senders/services/model.ts';
import { rangeOf } from '../../text/range.ts';
import { editedFacts } from '../edited-facts.ts';
import { onlySelected, selectedRecordsAt } from '../spf/selected.ts';
import { spfOfSender } from '../verdicts/spf.ts';
import type { RecordView } from '../view.ts';
import type { SpfGap } from './gaps.ts';
import { optionsOf } from './options.ts';
import { supposed } from './supposed.ts';

/** The effect of adding terms to a record. */
export type Covering =
  | { readonly kind: 'covers'; readonly fix: RuleFix }
  /** There is no room for it. Receivers that count this many lookups return permerror. */
  | { readonly kind: 'too-many'; readonly lookups: number }
  /** The sender would still not pass, or the record cannot be changed here. */
  | { readonly kind: 'useless' };

/**
 * Tries whether new terms, such as `ip4:192.0.2.10`, make a sender pass at the place where the record currently
 * decides.
 */
export function covering(
  spf: SpfRecord,
  gap: Pick<SpfGap, 'spf'> & { readonly sender: SpfSender },
  terms: string,
  context: Pick<RecordView, 'record' | 'facts' | 'recordsAt'>,
  record: DnsRecord | undefined = context.record,
): Covering {
  if (record === undefined) return { kind: 'useless' };
  const place = placeFor({ domain: gap.spf.domain, spf, record }, context);
  const { at, text } = insertionOf(place, gap, terms);
  const was = place.spf.value.text;
  const options = optionsOf(context);
  const edited = editedFacts(options.facts, place.domain, was, was.slice(0, at) + text + was.slice(at));
  const trial = { ...options, facts: edited };
  const lookups = lookupsAt(gap.spf.domain, trial);
  if (lookups !== undefined && lookups > MAX_LOOKUP_TERMS) return { kind: 'too-many', lookups };
  const then = spfOfSender(gap.sender, trial);
  if (then.kind !== 'checked' || then.verdict.result !== 'pass') return { kind: 'useless' };
  const where = place.domain === gap.spf.domain ? '' : ` to ${place.domain}`;
  return {
    kind: 'covers',
    fix: {
      title: `Add "${terms}"${where}`,
      safety: 'review',
      edits: [{ range: rangeOf(at, at), text, record: place.record }],
    },
  };
}

/** Some services have one include for each region. The first is the one that most customers use. */
const MOST_INCLUDES = 3;

/**
 * Tries to authorize a service whose address was seen by its include, because all its customers share the address and
 * the service may change it. `undefined` if the record already has such an include, or if no include of the service
 * helps.
 */
export function coveringProvider(
  spf: SpfRecord,
  gap: Pick<SpfGap, 'spf'>,
  provider: Service,
  context: Pick<RecordView, 'record' | 'facts' | 'recordsAt'>,
  record: DnsRecord | undefined = context.record,
): Exclude<Covering, { readonly kind: 'useless' }> | undefined {
  const sender = supposed(provider, gap.spf.domain);
  const now = spfOfSender(sender, optionsOf(context));
  if (now.kind === 'checked' && now.verdict.result === 'pass') return undefined;
  const tried = provider.includes
    .slice(0, MOST_INCLUDES)
    .map((name) => covering(spf, { ...gap, sender }, `include:${name}`, context, record));
  const [first] = tried.filter((found) => found.kind !== 'useless');
  return first;
}

interface Place {
  readonly domain: DomainName;
  readonly spf: SpfRecord;
  readonly record: DnsRecord;
}

/** The number of consecutive redirects that are followed. */
const MAX_HOPS = 5;

/**
 * The record that lists senders. This is the record itself or, if it contains only a redirect, the record that it
 * redirects to in the same zone. Terms before a redirect to another zone are evaluated first (RFC 7208 §6.1).
 */
function placeFor(from: Place, context: Pick<RecordView, 'recordsAt'>): Place {
  let place = from;
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const domain = place.spf.redirect?.domain?.name;
    if (domain === undefined || place.spf.directives.length > 0) break;
    const record = onlySelected(selectedRecordsAt(context, domain));
    if (record === undefined) break;
    place = { domain, spf: parsePolicy('spf', record.rdata.value), record };
  }
  return place;
}

/**
 * Inserts before the term that currently decides. If answers are missing, inserts before the first term that needs one.
 * Otherwise, inserts before "all" or a redirect, or at the end of the record.
 */
function insertionOf(
  { domain, spf }: Place,
  { spf: { verdict } }: Pick<SpfGap, 'spf'>,
  terms: string,
): { readonly at: number; readonly text: string } {
  const deciding = verdict.matched?.domain === domain ? verdict.matched.term : undefined;
  const last = spf.directives.find(({ kind }) => kind === 'all') ?? spf.redirect;
  const asks = verdict.result === 'pending' ? lookupTerms(spf)[0] : undefined;
  const before = deciding ?? asks ?? last;
  if (before !== undefined) return { at: before.range.start, text: `${terms} ` };
  return { at: (spf.terms.at(-1) ?? spf.version).range.end, text: ` ${terms}` };
}

/** The number of lookups that evaluating the domain's record uses, as far as known; `undefined` if it has no record. */
function lookupsAt(domain: DomainName, { facts, read }: ReturnType<typeof optionsOf>): number | undefined {
  const answer = facts.ask(domain, 'TXT');
  const record = answer.status === 'data' ? selectRecord(answer.data, read) : 'none';
  if (typeof record === 'string') return undefined;
  const { cost } = lookupTree(record, domain, { facts, read });
  return Math.max(cost.lookups, cost.expected.lookups);
}
