import { isAtOrBelow, relativeTo, type DomainName } from '../../../dns/names.ts';
import type { RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import type { DnsRecord, RdataField } from '../../../records/record.ts';
import { applyEdits } from '../../../text/edit.ts';
import { rangeOf, type Range } from '../../../text/range.ts';
import type { RecordData, RecordWord } from '../domain.ts';
import { parametersOf } from '../functions/record-functions.ts';
import type { ScriptRecord } from '../read-record.ts';
import { escapeScript, typeInScript, type ScriptText } from '../syntax/script-text.ts';
import { addCall } from './add-call.ts';
import { editTags } from './builder-tags.ts';
import { editJoined, itemRanges } from './list-items.ts';
import { typedPlaceOf, wholeLiteralOf, type ScriptTypedPlace } from '../syntax/typed-place.ts';

/** The parts of the program that a change may look at. */
export interface WritingContext {
  textOf(path: string): string | undefined;
  madeBy(record: ScriptRecord): readonly ScriptRecord[];
}

/** The edits that change a record; see `RecordDocument.write`. */
export function writeScriptChange(
  found: ScriptRecord,
  record: DnsRecord,
  change: RecordChange,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { call } = found.from;
  const source = context.textOf(call.place.path);
  if (source === undefined) return undefined;
  switch (change.kind) {
    case 'replace':
      return replaceText(found, change.edits, context);
    case 'set-strings':
      return setText(found, change.strings.join(''), context);
    case 'set-name':
      return setWord(found, record, change.field, `${change.name}.`, context);
    case 'set-field':
      return setWord(found, record, change.field, change.text, context);
    case 'set-labels':
      return setLabels(found, change, context);
    case 'rename-owner':
      return renameOwner(found, change.name, context);
    case 'set-type': {
      const [own, other] = [call.type, change.type].map((type) => parametersOf(type)?.join());
      const isCallOfType = source.slice(call.callee.start, call.callee.end) === call.type;
      if (own === undefined || own !== other || !isCallOfType) return undefined;
      return shared(found, context, [{ path: call.place.path, range: call.callee, text: change.type }]);
    }
    case 'set-ttl':
      return setTtl(found, String(change.seconds), source, context);
    case 'remove':
      return removeCall(found, source, context);
    case 'comment': {
      const start = source.lastIndexOf('\n', call.place.range.start - 1) + 1;
      const indent = source.slice(start, call.place.range.start);
      if (indent.trim() !== '') return undefined;
      return [{ path: call.place.path, range: rangeOf(start, start), text: `${indent}// ${change.text}\n` }];
    }
    case 'add': {
      const added = addCall(found, change, source);
      return added && shared(found, context, [added]);
    }
    case 'show-itself': {
      const { proxied } = call;
      const typed = proxied && context.textOf(proxied.path)?.slice(proxied.range.start, proxied.range.end);
      if (proxied === undefined || !/^CF_PROXY_(?:ON|FULL)$/.test(typed ?? '')) return undefined;
      return shared(found, context, [{ ...proxied, text: 'CF_PROXY_OFF' }]);
    }
  }
}

/** The edits of a call, with a note on the other domains in which it makes the same record. */
function shared(
  found: ScriptRecord,
  context: WritingContext,
  edits: readonly RecordEdit[],
): readonly RecordEdit[] {
  const others = context.madeBy(found).filter(({ from }) => from.domain !== found.from.domain);
  const names = [...new Set(others.map(({ from }) => from.domain.name))];
  if (names.length === 0) return edits;
  const risk = `also changes ${names.length === 1 ? (names[0] ?? '') : `${names.length} other domains`}`;
  return edits.map((edit) => ({ ...edit, risk }));
}

function replaceText(
  { octets, isWhole, from }: ScriptRecord,
  changes: readonly { readonly range: Range; readonly text: string }[],
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  if (octets === undefined) return undefined;
  const { data } = from.call;
  const joined = data.kind === 'text' && isWhole ? data.joined : undefined;
  const isPlain = changes.every(({ range }) => range.start < range.end);
  const direct = (): readonly RecordEdit[] | undefined => {
    const edits: RecordEdit[] = [];
    for (const { range, text } of changes) {
      const edit = editPlace(typedPlaceOf(octets, range), text, context);
      if (edit === undefined) return undefined;
      edits.push(edit);
    }
    return edits;
  };
  const asItems = (): readonly RecordEdit[] | undefined => {
    const source = joined?.list && context.textOf(joined.list.path);
    return joined && source !== undefined
      ? editJoined(joined, applyEdits(octets.text, changes), source)
      : undefined;
  };
  const asTags = (): readonly RecordEdit[] | undefined =>
    tagEdits(data, octets, applyEdits(octets.text, changes), context);
  // Text added between items is an item of its own.
  const first = isPlain ? direct() : undefined;
  return first ?? asItems() ?? asTags() ?? direct() ?? setWhole(data, octets, changes, context);
}

/** The edits of members of a builder's object, for the tags that they produce. */
function tagEdits(
  data: RecordData,
  octets: ScriptText,
  wanted: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const tags = data.kind === 'text' ? data.tags : undefined;
  const source = tags && context.textOf(tags.object.path);
  return tags && source !== undefined && octets.isKnown
    ? editTags(tags, octets.text, wanted, source)
    : undefined;
}

function setWhole(
  data: RecordData,
  octets: ScriptText,
  changes: readonly { readonly range: Range; readonly text: string }[],
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  return octets.isKnown ? retype(data, applyEdits(octets.text, changes), context) : undefined;
}

function setText(
  { octets, isWhole, from }: ScriptRecord,
  wanted: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { data } = from.call;
  if (data.kind !== 'text' || octets === undefined || !isWhole) return undefined;
  const source = data.joined?.list && context.textOf(data.joined.list.path);
  const asItems = data.joined && source !== undefined ? editJoined(data.joined, wanted, source) : undefined;
  return asItems ?? tagEdits(data, octets, wanted, context) ?? retype(data, wanted, context);
}

/** Rewrites an argument as one string, if it consists of nothing but strings. */
function retype(
  data: RecordData,
  wanted: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  if (data.kind !== 'text' || data.argument === undefined || /[^\x20-\x7e]/.test(wanted)) return undefined;
  const { path, range } = data.argument;
  const typed = context.textOf(path)?.slice(range.start, range.end);
  if (typed === undefined || !STRINGS.test(typed)) return undefined;
  const quote = /['"]/.exec(typed)?.[0] ?? '"';
  return [{ path, range, text: `${quote}${escapeScript(wanted, quote)}${quote}` }];
}

/** Strings with only operators and brackets between them. */
const STRINGS = /^[[(\s]*(?:(?:"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`\\$]*`)[\s+,)\]]*)+$/;

function editPlace(
  place: ScriptTypedPlace | undefined,
  text: string,
  context: WritingContext,
): RecordEdit | undefined {
  const source = place && context.textOf(place.literal.path);
  if (place === undefined || source === undefined || /[^\x20-\x7e]/.test(text)) return undefined;
  const typed = typeInScript(text, place.literal, source);
  return typed === undefined ? undefined : { path: place.literal.path, range: place.range, text: typed };
}

/** Replaces a number or name that is a separate argument. */
function setWord(
  { from }: ScriptRecord,
  { rdata }: DnsRecord,
  field: RdataField,
  text: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { data } = from.call;
  if (data.kind !== 'words' || rdata.kind !== 'fields') return undefined;
  const word: RecordWord | undefined = data.words[rdata.fields.findIndex(({ name }) => name === field.name)];
  const edit = word && editPlace(wholeLiteralOf(word.text), text, context);
  return edit && [edit];
}

function setLabels(
  { from }: ScriptRecord,
  { of, range, text }: Extract<RecordChange, { readonly kind: 'set-labels' }>,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { label, data } = from.call;
  const typed = of === 'owner' ? label : data.kind === 'words' ? data.words[of.field]?.text : undefined;
  const edit = typed && editPlace(typedPlaceOf(typed, range), text, context);
  return edit && [edit];
}

function renameOwner(
  found: ScriptRecord,
  name: DomainName,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { origin } = found.names;
  const label = found.from.call.label;
  if (!isAtOrBelow(name, origin)) return undefined;
  const edit = editPlace(
    wholeLiteralOf(label),
    name === origin ? '@' : (relativeTo(name, origin) ?? name),
    context,
  );
  return edit && shared(found, context, [edit]);
}

function setTtl(
  found: ScriptRecord,
  seconds: string,
  source: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { call } = found.from;
  const typed = call.ttl?.place;
  if (typed !== undefined) {
    const text = context.textOf(typed.path)?.slice(typed.range.start, typed.range.end) ?? '';
    return /^(?:\d+|"[^"]*"|'[^']*')$/.test(text)
      ? shared(found, context, [{ ...typed, text: seconds }])
      : undefined;
  }
  const end = call.place.range.end - 1;
  if (source[end] !== ')' || parametersOf(source.slice(call.callee.start, call.callee.end)) === undefined)
    return undefined;
  const isOpen = /,\s*$/.test(source.slice(call.place.range.start, end));
  const text = isOpen ? `TTL(${seconds})` : `, TTL(${seconds})`;
  return shared(found, context, [{ path: call.place.path, range: rangeOf(end, end), text }]);
}

/** Only a call that makes this one record can be removed. */
function removeCall(
  found: ScriptRecord,
  source: string,
  context: WritingContext,
): readonly RecordEdit[] | undefined {
  const { place } = found.from.call;
  const inDomain = context.madeBy(found).filter(({ from }) => from.domain === found.from.domain);
  if (inDomain.length > 1) return undefined;
  const ranges = itemRanges(source, place.range, rangeOf(0, source.length));
  if (ranges === undefined) return undefined;
  return shared(
    found,
    context,
    ranges.map((range) => ({ path: place.path, range, text: '' })),
  );
}
