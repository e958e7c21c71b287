import type { DomainName } from '../../../dns/names.ts';
import type { RecordChange } from '../../../records/format.ts';
import type { TracedSegment, TracedText } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import type { RecordResource } from '../providers/record-resource.ts';
import { argumentText } from './strings.ts';

export type Addition = Extract<RecordChange, { readonly kind: 'add' }>;

/** A record to add, in the terms of a resource. Values are without HCL or JSON quotes. */
export interface NewRecord {
  readonly owner: DomainName;
  readonly type: string;
  readonly value: string;
  /** The preference of an MX record, if it has an argument of its own. */
  readonly priority: string | undefined;
}

/** `like`: a record whose resource, or one of its kind, will make it; `undefined` if that cannot express it. */
export function newRecordFor(
  { owner, type, strings, apart, data }: Addition,
  like: TerraformRecord,
  provider: RecordResource = like.source.provider,
): NewRecord | undefined {
  if (type === 'TXT' && strings !== undefined) {
    const source = { ...like.source, provider };
    const shown = like.source.provider === provider ? like.strings : undefined;
    const parts = provider.splits === 'provider' && apart !== true ? [strings.join('')] : strings;
    const value = argumentText(parts, { source, strings: shown });
    return value === undefined ? undefined : { owner, type, value, priority: undefined };
  }
  const typedDot = type === like.record.type && like.value.text.endsWith('.');
  const wantsDot = typedDot || provider.targets === 'zone' || provider.form === 'absolute';
  const host = (name: string): string => (wantsDot || name === '.' ? name : name.slice(0, -1));
  const mx = /^(\d{1,5}) ((?:[a-z0-9._-]*)\.)$/.exec(data ?? '');
  if (type === 'MX' && mx !== null) {
    const [, preference = '', name = ''] = mx;
    const isOneText = provider.priority === undefined || (like.record.type === 'MX' && hasPreference(like));
    return isOneText
      ? { owner, type, value: `${preference} ${host(name)}`, priority: undefined }
      : { owner, type, value: host(name), priority: preference };
  }
  if (type !== 'CNAME' || data === undefined || !/^[a-z0-9._-]+\.$/.test(data)) return undefined;
  return { owner, type, value: host(data), priority: undefined };
}

/**
 * The text to insert where this record's value has its source, so that the value becomes `value`: expressions may add text around
 * it, such as quotes. `isThere`: whether a part of the value has its source at the place. `undefined` if they would add anything
 * else.
 */
export function typedValueFor(
  { value: { text, segments } }: TerraformRecord,
  value: string,
  isThere: (segment: TracedSegment) => boolean,
): string | undefined {
  const there = segments.filter(isThere);
  const [first] = there;
  const last = there.at(-1);
  if (first === undefined || last === undefined) return value;
  const before = text.slice(0, first.at);
  const after = text.slice(last.at + last.length);
  const isAround =
    value.length >= before.length + after.length && value.startsWith(before) && value.endsWith(after);
  return isAround ? value.slice(before.length, value.length - after.length) : undefined;
}

/** Whether an MX record has its preference in the same value as its host. */
function hasPreference({ value }: TerraformRecord): boolean {
  return /^\s*\d+\s+\S/.test(value.text);
}

/** The source of an MX record's preference, if it has an argument of its own. */
export function typedPriorityOf(found: TerraformRecord): TracedText | undefined {
  const { rdata, type } = found.record;
  if (type !== 'MX' || rdata.kind !== 'fields' || hasPreference(found)) return undefined;
  const [preference] = rdata.fields;
  return preference && found.typed.words.get(preference.text);
}
