import {
  asciiLowerCase,
  isAtOrBelow,
  isKnown,
  labelOctets,
  labelsOf,
  type DomainName,
} from '../../dns/names.ts';
import type { SpfTerm } from '../../email/spf/model.ts';
import { policyOf } from '../../analysis/engine/policies.ts';
import type { RecordChange } from '../../records/format.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { typedNamesIn, type TypedName } from '../names-in-record.ts';
import { featureText } from '../texts.ts';
import type { Renaming } from './renaming.ts';

/** The changes to a record with names at or below a renamed one. */
export interface UsesOfName {
  readonly changes: readonly RecordChange[];
  /** Whether one of its names is completed with an origin that has the label. */
  readonly isInOrigin: boolean;
  /** Why one of its names cannot be changed, as a clause. */
  readonly refusal?: string;
}

/** The changes that rename a record's own names. If a name is completed with an origin, the origin is renamed instead. */
export function usesIn(record: DnsRecord, renaming: Renaming): UsesOfName {
  const changes: RecordChange[] = [];
  let isInOrigin = false;
  const inText: { readonly range: Range; readonly text: string }[] = [];
  for (const typed of typedNamesIn(record, (name) => isAtOrBelow(name, renaming.from))) {
    const place = labelIn(typed.name, typed.text, renaming.from);
    if (place === 'in origin') {
      isInOrigin = true;
      continue;
    }
    if (place === undefined) return { changes, isInOrigin, refusal: featureText('notPlainText') };
    const { part } = typed;
    const range = rangeOf(place.start + part.at, place.end + part.at);
    const text = renaming.labels;
    if (part.kind === 'text') inText.push({ range, text });
    else
      changes.push({
        kind: 'set-labels',
        of: part.kind === 'owner' ? 'owner' : { field: part.index },
        range,
        text,
      });
  }
  if (inText.length > 0) changes.push({ kind: 'replace', edits: inText });
  const computed = computedIn(record, renaming.from);
  return { changes, isInOrigin, ...(computed !== undefined && { refusal: computed }) };
}

/**
 * The place of the first label of `of` in the text of a name at or below it. `in origin`: the label is not in the text, because
 * the name is completed. `undefined`: the text is something else.
 */
export function labelIn(name: DomainName, text: MappedText, of: DomainName): Range | 'in origin' | undefined {
  const labels = labelsOf(name);
  const index = labels.length - labelsOf(of).length;
  let at = 0;
  for (const label of labels.slice(0, index)) at += labelOctets(label) + 1;
  const label = labels[index] ?? '';
  if (at >= text.length || text.text.startsWith('@', at)) return 'in origin';
  const end = at + label.length;
  return asciiLowerCase(text.text.slice(at, end)) === label && /^\.?$/.test(text.text.charAt(end))
    ? rangeOf(at, end)
    : undefined;
}

/** The label of a name at an offset in its text, and the name that begins with that label. */
export function nameFromLabelAt(
  { name, text }: TypedName,
  offset: number,
): { readonly name: DomainName; readonly label: Range } | undefined {
  const labels = labelsOf(name);
  let at = 0;
  for (const [index, label] of labels.entries()) {
    const end = at + labelOctets(label);
    if (offset <= end) {
      const from = labels.slice(index).join('.');
      return isKnown(from) && end <= text.length ? { name: from, label: rangeOf(at, end) } : undefined;
    }
    at = end + 1;
  }
  return undefined;
}

/** A term that points to the name through the sender's domain: RFC 7208 §7.2. */
function computedIn(record: DnsRecord, from: DomainName): string | undefined {
  if (record.rdata.kind !== 'text' || !record.rdata.value.text.includes('%{')) return undefined;
  const policy = policyOf(record);
  if (policy?.kind !== 'spf' || isAtOrBelow(record.owner, from)) return undefined;
  const text = policy.value.text;
  const leads = policy.terms.some((term: SpfTerm) => {
    if (!('domain' in term) || term.domain === undefined || term.domain.name !== undefined) return false;
    const { start, end } = term.domain.range;
    const typed = asciiLowerCase(text.slice(start, end));
    const expanded = typed.replaceAll(/%\{[do]\}/g, record.owner);
    return expanded !== typed && isAtOrBelow(expanded, from) && !isAtOrBelow(typed, from);
  });
  return leads ? featureText('macro') : undefined;
}
