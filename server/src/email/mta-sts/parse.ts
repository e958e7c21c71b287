import type { DomainName } from '../../dns/names.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import { byPlace } from '../policy-record.ts';
import type { Tag } from '../tag-list.ts';
import { readVersionedTags, tagNamed, versionRange, type TagForm } from '../versioned-tags.ts';
import type { MtaStsFault, MtaStsRecord } from './model.ts';

const FORM: TagForm = { version: 'STSv1', names: ['id'], allowsSpaces: false };

/**
 * Whether a text is meant to be MTA-STS: it has its version or, where senders look it up, text that resembles a version or an id.
 */
export function isMtaSts(text: string, owner: DomainName): boolean {
  if (/^[ \t"]*v[ \t]*=[ \t]*STSv?\d/i.test(text)) return true;
  return (
    owner.startsWith('_mta-sts.') && /^[ \t"]*(?:(?:v[ \t]*[=:][ \t]*)?(?:mta-?)?sts|id[ \t]*=)/i.test(text)
  );
}

/** Never throws, regardless of the text. Unresolved values are never faults. */
export function parseMtaSts(value: MappedText): MtaStsRecord {
  const { tags, faults } = readVersionedTags(value, FORM);
  const id = tagNamed(tags, 'id');
  const record = { kind: 'mta-sts', value, tags, id } as const;
  const fault = id === undefined ? missingId(record) : faultOfId(id);
  return { ...record, faults: fault === undefined ? faults : [...faults, fault].sort(byPlace) };
}

function missingId(record: Pick<MtaStsRecord, 'value' | 'tags'>): MtaStsFault | undefined {
  return record.value.complete ? { code: 'id-missing', range: versionRange(record) } : undefined;
}

/** RFC 8461 §3.1: `sts-id = %s"id=" 1*32(ALPHA / DIGIT)`. */
function faultOfId({ value, valueRange, range, hasHole }: Tag): MtaStsFault | undefined {
  if (hasHole || /^[A-Za-z0-9]{1,32}$/.test(value)) return undefined;
  if (value === '') return { code: 'id-missing', range };
  const reason = value.length > 32 ? 'long' : 'characters';
  return { code: 'id-invalid', range: valueRange, reason, length: value.length };
}
