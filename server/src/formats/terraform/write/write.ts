import type { DomainName } from '../../../dns/names.ts';
import { printRdata } from '../../../records/rdata/index.ts';
import { sortEdits } from '../../../text/edit.ts';
import { rangeOf } from '../../../text/range.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import type { RdataField } from '../../../records/record.ts';
import { isYamlBlock } from '../../../text/yaml-scalar.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import type { TerraformRecord } from '../providers/read-records.ts';
import { isTerraformPath, isValuesPath } from '../recognize.ts';
import { add } from './add.ts';
import { writeInZoneFile } from './in-zone-file.ts';
import { keepAligned } from './keep-aligned.ts';
import type { Siblings } from './siblings.ts';
import { asKey, renameOwner } from './owner.ts';
import { remove } from './remove.ts';
import { replace, setStrings } from './strings.ts';
import { editTyped, typedPlace } from './traced-edit.ts';
import { setType } from './type.ts';

/** The edits that make a change to a record, with offsets in the documents; `undefined` if it cannot be made there. */
export function writeTerraformChange(
  found: TerraformRecord,
  change: RecordChange,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  if (found.embedded !== undefined) return writeInZoneFile(found.embedded, change, siblings);
  if (BLOCK_CHANGES.has(change.kind) && !isItsBlock(found, change.kind)) return undefined;
  const edits = editsFor(found, change, siblings);
  return edits && BLOCK_CHANGES.has(change.kind) ? keepAligned(edits, siblings) : edits;
}

function editsFor(
  found: TerraformRecord,
  change: RecordChange,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  switch (change.kind) {
    case 'replace':
      return replace(found, change.edits, siblings);
    case 'set-strings':
      return setStrings(found, change.strings, siblings, change.apart);
    case 'set-field':
      return setField(found, change.field, change.text, siblings);
    case 'set-name':
      return setField(found, change.field, `${change.name}.`, siblings);
    case 'set-labels':
      return setLabels(found, change, siblings);
    case 'set-ttl':
      return found.typed.ttl && setWord(found, found.typed.ttl, String(change.seconds), siblings);
    case 'show-itself':
      return showItself(found, siblings);
    case 'comment':
      return comment(found, change.text, siblings);
    case 'rename-owner':
      return renameOwner(found, change.name, siblings) ?? move(found, change.name, siblings);
    case 'set-type':
      return setType(found, change.type, siblings);
    case 'remove':
      return remove(found, siblings);
    case 'add':
      return add(found, change, siblings);
  }
}

/** Changes to the block that makes the record, not to its data. */
const BLOCK_CHANGES: ReadonlySet<RecordChange['kind']> = new Set([
  'rename-owner',
  'set-type',
  'remove',
  'add',
]);

/** Whether the record is made from the block that is shown for it; for a call, it may be made from an entry of an argument. */
function isItsBlock({ source, at }: TerraformRecord, kind: RecordChange['kind']): boolean {
  if (source.isShownAtCall) return kind !== 'set-type';
  return source.isWholeBlock && at.isNested !== true;
}

/** Moves it to another name, if other records have the same name: it is added there and removed here. */
function move(
  found: TerraformRecord,
  owner: DomainName,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { type, rdata } = found.record;
  const moved =
    rdata.kind === 'text'
      ? { strings: rdata.strings.map(({ value }) => value.text) }
      : { data: printRdata(type, rdata) };
  if (!found.value.isKnown) return undefined;
  const removed = remove(found, siblings);
  const added = removed && add(found, { kind: 'add', owner, type, ...moved }, siblings);
  if (removed === undefined || added === undefined) return undefined;
  const all = [...removed, ...added];
  const paths = [...new Set(all.map(({ path }) => path))];
  const isApart = paths.every((path) => sortEdits(all.filter((edit) => edit.path === path)) !== undefined);
  return isApart ? all : undefined;
}

function setField(
  found: TerraformRecord,
  { name }: RdataField,
  text: string,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { rdata } = found.record;
  const field = rdata.kind === 'fields' ? rdata.fields.find((one) => one.name === name) : undefined;
  const word = field && found.typed.words.get(field.text);
  return word && setWord(found, word, text, siblings);
}

/** Changes some labels of a name, in the literal with their source. */
function setLabels(
  found: TerraformRecord,
  { of, range, text }: Extract<RecordChange, { readonly kind: 'set-labels' }>,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { rdata } = found.record;
  const field = of === 'owner' || rdata.kind !== 'fields' ? undefined : rdata.fields[of.field];
  const typed = of === 'owner' ? found.typed.owner : field && found.typed.words.get(field.text);
  const place = typed && typedPlace(typed, range, found);
  if (typed === undefined || place === undefined) return undefined;
  if (place.literal.form === 'name') return asKey(place, text, siblings);
  const edit = editTyped(typed, { range, text }, 'plain', found, siblings);
  return edit && [edit];
}

/** Changes one word of a value, or an argument that is one word. */
function setWord(
  found: TerraformRecord,
  word: TracedText,
  text: string,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const range = rangeOf(0, word.length);
  const edit = editTyped(word, { range, text }, 'plain', found, siblings);
  return edit && [edit];
}

/** Turns off proxying if the argument is a plain `true`. */
function showItself(
  { record, range, path }: TerraformRecord,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const { proxied } = record.publication ?? {};
  if (proxied === undefined) return undefined;
  const place = rangeOf(proxied.start + range.start, proxied.end + range.start);
  const typed = siblings.page(path)?.content.slice(place.start, place.end);
  return typed === 'true' ? [{ range: place, text: 'false' }] : undefined;
}

/** Adds a comment on a line of its own before the block. */
function comment(
  found: TerraformRecord,
  text: string,
  siblings: Siblings,
): readonly RecordEdit[] | undefined {
  const document = siblings.page(found.path)?.content;
  if (document === undefined || !takesComments(found, document)) return undefined;
  const at = document.lastIndexOf('\n', found.range.start - 1) + 1;
  const indent = /^[ \t]*/.exec(document.slice(at, found.range.start))?.[0] ?? '';
  const eol = document.includes('\r\n') ? '\r\n' : '\n';
  return [{ range: rangeOf(at, at), text: `${indent}# ${text}${eol}` }];
}

/** Whether a line before the record can be a comment. */
function takesComments({ path, value }: TerraformRecord, document: string): boolean {
  if (path.endsWith('.json')) return false;
  if (isTerraformPath(path) || isValuesPath(path)) return true;
  const literals = value.segments.map(({ literal }) => literal).filter((one) => one.anchor.path === path);
  return literals.every(
    ({ form, range }) => form.startsWith('yaml') && !isYamlBlock(document.slice(range.start)),
  );
}
