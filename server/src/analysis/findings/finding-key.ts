import { asciiLowerCase, isAtOrBelow, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Maker } from '../../records/maker.ts';
import type { MessageValue } from '../../rules/rule.ts';
import type { StoredFinding } from '../engine/finding-store.ts';

/** What distinguishes a record from others that are defined by the same text. */
export interface RecordIdentity {
  readonly owner: DomainName | undefined;
  readonly maker: Maker | undefined;
  /** For a file that several zones use: the origin of its names in this one, and the zone. The longer ones come first. */
  readonly domains?: readonly DomainName[] | undefined;
}

/** A part of a data value: text, or a placeholder for the record's own domain or the address of its resource. */
type ValuePart =
  | string
  | { readonly inDomain: string; readonly of: number }
  | { readonly own: 'module' }
  | { readonly own: 'key' };

/**
 * The same key for findings of one rule that report the same fault of several records, ignoring the names of each record: its
 * domain and subdomains, the calls of its module, and the key of its resource.
 */
export function findingKey(
  { rule, message, data }: Pick<StoredFinding, 'rule' | 'message' | 'data'>,
  record: RecordIdentity,
): string {
  const values = Object.entries(data ?? {}).map(([name, value]) => [name, partsOf(value, record)]);
  return JSON.stringify([rule.id, message, values]);
}

function partsOf(
  value: MessageValue,
  { owner, maker, domains = [domainOf(owner ?? '')] }: RecordIdentity,
): number | readonly ValuePart[] {
  if (typeof value === 'number') return value;
  const { module = '', key = '' } = maker?.instance ?? {};
  const start = module !== '' && value.startsWith(module) ? module.length : 0;
  const end = key !== '' && value.slice(start).endsWith(key) ? value.length - key.length : value.length;
  return [
    ...(start > 0 ? [{ own: 'module' } as const] : []),
    ...namesIn(value.slice(start, end), domains),
    ...(end < value.length ? [{ own: 'key' } as const] : []),
  ];
}

/** The domain of a record: `example.com` for one at `selector._domainkey.example.com`. */
function domainOf(owner: DomainName): DomainName {
  const labels = labelsOf(owner);
  const last = labels.map((label) => label.startsWith('_')).lastIndexOf(true);
  return labels.slice(last + 1).join('.');
}

/** A name in a text, or a part of one, including an unknown part. */
const NAME = /[\w\-.\\\uFFFC]+/g;

/** Values quote the content of a record, so names are searched in them: `include:_spf.example.com`. */
function namesIn(text: string, domains: readonly DomainName[]): readonly ValuePart[] {
  if (domains.every((domain) => domain === '')) return [text];
  const parts: ValuePart[] = [];
  let last = 0;
  for (const { 0: typed, index } of text.matchAll(NAME)) {
    // The dot is that of an absolute name, or ends a sentence.
    const name = typed.endsWith('.') ? typed.slice(0, -1) : typed;
    const of = domains.findIndex((domain) => domain !== '' && isAtOrBelow(asciiLowerCase(name), domain));
    const domain = domains[of];
    if (domain === undefined) continue;
    if (index > last) parts.push(text.slice(last, index));
    parts.push({ inDomain: name.slice(0, name.length - domain.length), of });
    last = index + name.length;
  }
  if (last < text.length || parts.length === 0) parts.push(text.slice(last));
  return parts;
}
