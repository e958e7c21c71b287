import { policyOf } from '../analysis/engine/policies.ts';
import {
  canonicalName,
  firstLabelOf,
  isKnown,
  labelOctets,
  parentOf,
  type DomainName,
} from '../dns/names.ts';
import { parseStsPolicy } from '../email/mta-sts/policy-file.ts';
import type { Policy } from '../email/policies.ts';
import type { DomainSpec } from '../email/spf/model.ts';
import { STS_POLICY } from '../records/policy-file.ts';
import type { DnsRecord, FieldRdata, RdataField } from '../records/record.ts';
import { HOLE, type MappedText } from '../text/mapped-text.ts';
import { rangeOf, type Range } from '../text/range.ts';

/** A name that is written in a record. */
export interface NameInRecord {
  readonly name: DomainName;
  /** owner: the owner name. target: a name in the data, or in a term of SPF. */
  readonly role: 'owner' | 'target';
  /** Relative to the record's anchor. */
  readonly range: Range;
}

/** A name of a record, and its source text. */
export interface TypedName {
  /** Parts of it can be unknown. */
  readonly name: DomainName;
  readonly role: NameInRecord['role'];
  /** The source text: relative, with a trailing dot, or `@`; empty if no part of the name is written. */
  readonly text: MappedText;
  readonly part: NamePart;
  /** Whether it is only the end of a longer name, the rest of which is known when mail arrives: `%{i}._spf.example.com`. */
  readonly isEnd?: true;
}

/** Which part of the record contains the name, and the offset in that part at which the name begins. */
export type NamePart =
  | { readonly kind: 'owner'; readonly at: number }
  /** `index` is the index of the field in the data. */
  | { readonly kind: 'field'; readonly index: number; readonly at: number }
  | { readonly kind: 'text'; readonly at: number };

/**
 * The names of a record with their places: its owner name, the names in its data, those that terms of SPF look up, and the hosts
 * of addresses in other policies. Names with unknown parts are omitted, and so are names that are not typed, such as an inherited
 * owner name or a bare `mx`.
 *
 * @param isWhole whether the ranges of all parts are in one document; otherwise only separate texts are known
 */
export function namesInRecord(
  record: DnsRecord,
  isWhole = true,
  wants: (name: DomainName) => boolean = ALL,
): readonly NameInRecord[] {
  return typedNamesIn(record, wants).flatMap(({ name, role, text, part, isEnd }): readonly NameInRecord[] => {
    if (name === '' || isEnd === true || !isKnown(name)) return [];
    const range = typedIn(text) ?? (isWhole && text.length > 0 ? placeOf(record, part) : undefined);
    return range === undefined ? [] : [{ name, role, range }];
  });
}

const ALL = (): boolean => true;

/**
 * Those names and the others: with unknown parts, and not typed. The source text is determined only for the requested names,
 * because that takes 100 times as long as the name itself.
 */
export function typedNamesIn(
  record: DnsRecord,
  wants: (name: DomainName) => boolean = ALL,
): readonly TypedName[] {
  const { rdata } = record;
  const names: TypedName[] = [];
  const ownerText = wants(record.owner) ? record.ownerText : undefined;
  if (ownerText !== undefined)
    names.push({ name: record.owner, role: 'owner', text: ownerText, part: { kind: 'owner', at: 0 } });
  if (rdata.kind === 'fields') names.push(...namesInFields(rdata).filter(({ name }) => wants(name)));
  if (rdata.kind === 'text') {
    for (const { name, range, isEnd } of namesInText(record, rdata.value)) {
      if (!wants(name)) continue;
      const text = rdata.value.slice(range.start, range.end);
      const part = { kind: 'text', at: range.start } as const;
      names.push({ name, role: 'target', text, part, ...(isEnd && { isEnd }) });
    }
  }
  return names;
}

const MAILBOXES = new Set(['rname', 'rmailbx', 'emailbx', 'mbox-dname']);

/** Whether the first label of the field's name is a user: RFC 1035 §3.3.13 and §3.3.7, RFC 1183 §2.2. */
export function isMailboxField({ name }: RdataField): boolean {
  return MAILBOXES.has(name);
}

function namesInFields({ fields }: FieldRdata): readonly TypedName[] {
  return fields.flatMap((field, index): readonly TypedName[] => {
    const { kind, value, text } = field;
    if (kind !== 'name') return [];
    if (!isMailboxField(field))
      return [{ name: value, role: 'target', text, part: { kind: 'field', index, at: 0 } }];
    const at = labelOctets(firstLabelOf(value)) + 1;
    const domain = text.slice(Math.min(at, text.length), text.length);
    return [
      { name: parentOf(value) ?? '', role: 'target', text: domain, part: { kind: 'field', index, at } },
    ];
  });
}

interface NameInText {
  readonly name: DomainName;
  /** Ranges are in the decoded text. */
  readonly range: Range;
  readonly isEnd?: true;
}

function namesInText(record: DnsRecord, value: MappedText): readonly NameInText[] {
  if (record.type === STS_POLICY) {
    return parseStsPolicy(value).mx.flatMap(({ value: host, valueRange: { start, end }, hasHole }) => {
      const from = start + (host.startsWith('*.') ? 2 : 0);
      return hasHole ? [] : [named(value, from, end)];
    });
  }
  const policy = policyOf(record);
  if (policy === undefined) return [];
  if (policy.kind !== 'spf')
    return addressesIn(policy).flatMap(({ text, start }) => hostIn(text, start) ?? []);
  return policy.terms.flatMap((term) => {
    if (!('domain' in term) || term.domain === undefined) return [];
    const { domain } = term;
    if (domain.name !== undefined) return [{ name: domain.name, range: domain.range }];
    return endOf(domain, value) ?? [];
  });
}

function named(value: MappedText, start: number, end: number): NameInText {
  return { name: canonicalName(value.text.slice(start, end)), range: rangeOf(start, end) };
}

/** The name after the last macro: `_spf.example.com` in `%{i}._spf.example.com`. */
function endOf({ parts }: DomainSpec, value: MappedText): NameInText | undefined {
  const last = parts.at(-1);
  if (last?.kind !== 'literal') return undefined;
  const { start, end } = last.range;
  const dot = value.text.slice(start, end).indexOf('.');
  return dot < 0 || start + dot + 1 >= end
    ? undefined
    : { ...named(value, start + dot + 1, end), isEnd: true };
}

interface AddressInText {
  readonly text: string;
  /** Ranges are in the decoded text. */
  readonly start: number;
}

function addressesIn(policy: Policy): readonly AddressInText[] {
  switch (policy.kind) {
    case 'dmarc':
      return [...policy.rua, ...policy.ruf].map(({ text, range }) => ({ text, start: range.start }));
    case 'tls-rpt':
      return policy.rua.map(({ text, range }) => ({ text, start: range.start }));
    case 'bimi':
      return [policy.location, policy.evidence].flatMap((tag) =>
        tag === undefined ? [] : [{ text: tag.value, start: tag.valueRange.start }],
      );
    default:
      return [];
  }
}

/** The host of a page or of a mailbox. */
const HOST = /^(?:https:\/\/|mailto:[^@,?!]*@)([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?=[:/?#!]|\.?$)/i;

function hostIn(text: string, start: number): NameInText | undefined {
  const [all, host] = HOST.exec(text) ?? [];
  if (all === undefined || host === undefined || text.includes(HOLE)) return undefined;
  const end = start + all.length;
  return { name: canonicalName(host), range: rangeOf(end - host.length, end) };
}

/** The place of the part, even if it is assembled from several texts. */
function placeOf({ ownerRange, rdata }: DnsRecord, part: NamePart): Range | undefined {
  if (part.at > 0) return undefined;
  if (part.kind === 'owner') return ownerRange;
  return part.kind === 'field' && rdata.kind === 'fields' ? rdata.fields[part.index]?.range : undefined;
}

function typedIn(text: MappedText): Range | undefined {
  return text.length === 0 ? undefined : text.toSource(rangeOf(0, text.length));
}
