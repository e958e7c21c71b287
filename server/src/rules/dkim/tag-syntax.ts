import { hasDuplicate, removeTag } from '../../email/dkim/edits.ts';
import { readKey } from '../../email/dkim/key.ts';
import { dkimTagOf, type DkimRecord, type DkimTag, type DkimTagName } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { isKeyData, readWords } from '../../email/dkim/tags.ts';
import type { FixEdit, RuleFix } from '../../records/report.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import type { FaultWith } from '../forward-faults.ts';
import { tagSyntax } from '../tag-syntax.ts';

/** The value is not a list of tags, because a ";" or "=" is missing or in the wrong place. */
export default tagSyntax({
  subject: 'dkim',
  specs: ['RFC 6376 §3.2'],
  why:
    'A key record is a list of "name=value" tags with ";" between them. Receivers that cannot parse the list find no key or ' +
    'reject the whole record, and signatures fail.',
  symptoms: UNUSABLE_KEY,
  codes: ['missing-semicolon', 'stray', 'tag-name', 'tag-name-characters', 'empty-tag', 'empty-item'],
  fix(fault, record) {
    switch (fault.code) {
      case 'missing-semicolon':
        return separate(record, fault);
      case 'stray':
        return complete(record, fault);
      case 'tag-name-characters':
        return rename(record, fault.range, fault.meant);
      case 'empty-tag':
        return removeSemicolon(record, fault.range);
      case 'empty-item':
        return fillList(record, fault.tag);
      default:
        return undefined;
    }
  },
});

/** Replaces the separator of two tags with a ";": `v=DKIM1 k=rsa`, `v=DKIM1, k=rsa`. */
function separate({ value }: DkimRecord, { range, after }: FaultWith<'dkim', 'missing-semicolon'>): RuleFix {
  const { start } = range;
  let before = start;
  while (/[\s,]/.test(value.text.charAt(before - 1))) before--;
  return fix(`Add ";" before "${after}"`, { range: rangeOf(before, start), text: '; ' });
}

/** The fix for a part without "=" that can have only one meaning. */
function complete(record: DkimRecord, { range, text }: FaultWith<'dkim', 'stray'>): RuleFix | undefined {
  // In a value without any tag, only a key is recognizable.
  if (record.tags.length === 0) return isSoundKey(record, text) ? prefix(range, 'v=DKIM1; p=') : undefined;
  // A tag before the version would be another fault.
  if (record.tags.some((tag) => tag.meant === 'v' && tag.range.start > range.start)) return undefined;
  const [, name, separator, value = ''] = /^(?:([vkshp])([ \t]*:[ \t]*))?(\S+)$/.exec(text) ?? [];
  const meant = nameFor(record, value, range);
  if (meant === undefined || dkimTagOf(record, meant) !== undefined) return undefined;
  if (name === undefined || separator === undefined) return prefix(range, `${meant}=`);
  if (name !== meant) return undefined;
  const start = range.start + 1;
  return fix('Replace ":" with "="', { range: rangeOf(start, start + separator.length), text: '=' });
}

/** The only tag that can have this value. */
function nameFor(record: DkimRecord, value: string, { start }: Range): DkimTagName | undefined {
  const { kind } = record.key;
  if (value === 'DKIM1') return record.tags.every((tag) => tag.range.start > start) ? 'v' : undefined;
  if (value === 'rsa' || value === 'ed25519') {
    const isOther = (kind === 'rsa' || kind === 'ed25519') && kind !== value;
    return isOther ? undefined : 'k';
  }
  if (value === 'sha256') return 'h';
  if (value === 'email') return 's';
  return isSoundKey(record, value) ? 'p' : undefined;
}

/** Whether the text is a key without any fault once it is in "p=". */
function isSoundKey({ keyType }: DkimRecord, text: string): boolean {
  if (keyType !== 'rsa' || !isKeyData(text)) return false;
  const { key, faults } = readKey(text, keyType);
  return key.kind === 'rsa' && key.bits >= 2048 && faults.length === 0;
}

function prefix({ start }: Range, text: string): RuleFix {
  return fix(`Add "${text}"`, { range: rangeOf(start, start), text });
}

function rename(record: DkimRecord, range: Range, meant: string): RuleFix | undefined {
  const tag = record.tags.find((other) => other.nameRange.start === range.start);
  if (tag === undefined || hasDuplicate(record, tag)) return undefined;
  // With two keys, either may have been meant.
  if (meant === 'p' && record.tags.some((other) => other !== tag && isKeyData(other.value))) return undefined;
  return fix(`Rename the tag to "${meant}"`, { range, text: meant });
}

function removeSemicolon({ value: { text } }: DkimRecord, { start, end }: Range): RuleFix {
  const before = text.slice(0, start).trimEnd().length;
  // At the very start, the spaces after the semicolon go too.
  const following = before === 0 ? text.length - text.slice(end).trimStart().length : end;
  return fix('Delete the ";"', { range: rangeOf(before, following), text: '' });
}

function fillList(record: DkimRecord, tag: DkimTag): RuleFix | undefined {
  const words = readWords(tag).filter((word) => word.text !== '');
  if (words.length === 0) {
    const removal = removeTag(record, tag);
    return removal && fix(`Delete "${tag.name}="`, removal);
  }
  return fix('Delete the empty item', {
    range: tag.valueRange,
    text: words.map((word) => word.text).join(':'),
  });
}

function fix(title: string, edit: FixEdit): RuleFix {
  return { title, safety: 'safe', edits: [edit] };
}
