import type { DocumentPath, FileEdit } from '../analysis/finding.ts';
import { policyOf } from '../analysis/engine/policies.ts';
import { writeChange } from '../analysis/findings/details.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { MAX_CHARACTER_STRING } from '../dns/limits.ts';
import { typeCode } from '../dns/types.ts';
import { raisedSerial } from '../domain/serial.ts';
import { sortTerms } from '../email/spf/sort-terms.ts';
import type { RecordBlock, RecordDocument } from '../records/document.ts';
import type { RecordChange } from '../records/format.ts';
import type { Retyping } from '../records/formatting.ts';
import { fieldOf, type DnsRecord } from '../records/record.ts';
import { rangeOf, shift } from '../text/range.ts';
import { firstRecordsIn } from './records-in.ts';
import { toDecoded } from './to-decoded.ts';

/** A way to rewrite a record that is offered without a finding. */
export interface Rewrite {
  readonly kind:
    'sortTerms' | 'increaseSerial' | 'wrapRecord' | 'unwrapRecord' | 'splitString' | 'joinStrings';
  readonly title: string;
  readonly edits: readonly FileEdit[];
}

/** The rules whose fix increases the serial. */
const SERIAL_RULES: ReadonlySet<string> = new Set(['zone-serial-not-raised', 'zone-serial-lower']);

const SOA_TYPES: ReadonlySet<number | undefined> = new Set([typeCode('SOA')]);
/** SOA records of a document to examine. A zone has one, and the first one is used. */
export const MAX_SOA_RECORDS = 10;

/** The rewrites of the record at the offset. No rewrite changes the meaning of the record, except for a serial. */
export function rewritesAt(workspace: Workspace, path: DocumentPath, offset: number): readonly Rewrite[] {
  const entry = entryAt(workspace, path, offset);
  if (entry === undefined) return [];
  return [
    ...rewrite('sortTerms', 'Sort the terms by DNS lookups', sortedTerms(entry)),
    ...raisingSerial(entry),
    ...rewrite('wrapRecord', 'Wrap in parentheses', retyped(entry, { kind: 'wrap' })),
    ...rewrite('unwrapRecord', 'Remove the parentheses', retyped(entry, { kind: 'unwrap' })),
    ...rewrite('splitString', 'Split the string here', splitString(workspace, entry, offset)),
    ...rewrite('joinStrings', 'Join the strings', joinStrings(workspace, entry)),
  ];
}

/**
 * The edits that increase the serial of a document whose records changed since the last commit, once per commit. Empty if nothing
 * changed or nothing was committed.
 */
export function raiseSerial(workspace: Workspace, path: DocumentPath): readonly FileEdit[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  for (const { record, base } of firstRecordsIn(document, { types: SOA_TYPES, most: MAX_SOA_RECORDS })) {
    const finding = workspace
      .findingsIn(path, shift(record.range, base))
      .find(({ rule }) => SERIAL_RULES.has(rule));
    const [fix] = finding === undefined ? [] : workspace.fixesOf(path, finding);
    if (fix !== undefined) return fix.edits;
  }
  return [];
}

interface Entry {
  readonly path: DocumentPath;
  readonly document: RecordDocument;
  readonly block: RecordBlock;
  readonly index: number;
  readonly record: DnsRecord;
  /** The offset in the document to which the record's ranges are relative. */
  readonly base: number;
}

function entryAt(workspace: Workspace, path: DocumentPath, offset: number): Entry | undefined {
  const document = workspace.documentOf(path);
  const block = document?.blocks[document.blockAt(offset)];
  if (document === undefined || block === undefined) return undefined;
  const start = document.offsetOf(block);
  for (let index = 0; index < block.size; index++) {
    const base = start + block.startAt(index);
    if (base > offset) break;
    if (offset > start + block.endAt(index)) continue;
    const record = block.record(index);
    if (record !== undefined) return { path, document, block, index, record, base };
  }
  return undefined;
}

function rewrite(
  kind: Rewrite['kind'],
  title: string,
  edits: readonly FileEdit[] | undefined,
): readonly Rewrite[] {
  return edits === undefined || edits.length === 0 ? [] : [{ kind, title, edits }];
}

function changed(entry: Entry, change: RecordChange): readonly FileEdit[] | undefined {
  const { block, index } = entry;
  const edits = writeChange(entry, block, index, change);
  // A change that does more than requested is offered as a fix with its own title.
  return edits?.some(({ risk }) => risk !== undefined) === true ? undefined : edits;
}

function retyped(
  { path, document, block, index }: Entry,
  retyping: Retyping,
): readonly FileEdit[] | undefined {
  const base = document.offsetOf(block);
  return document
    .retype?.(block, index, retyping)
    ?.map(({ range, text }) => ({ path, range: rangeOf(base + range.start, base + range.end), text }));
}

function sortedTerms(entry: Entry): readonly FileEdit[] | undefined {
  const policy = policyOf(entry.record);
  const edits = policy?.kind === 'spf' ? sortTerms(policy) : undefined;
  return edits && changed(entry, { kind: 'replace', edits });
}

function raisingSerial(entry: Entry): readonly Rewrite[] {
  const field = entry.record.type === 'SOA' ? fieldOf(entry.record, 'serial') : undefined;
  if (field === undefined || !/^\d+$/.test(field.value)) return [];
  const text = String(raisedSerial(Number(field.value)));
  return rewrite(
    'increaseSerial',
    `Increase the serial to ${text}`,
    changed(entry, { kind: 'set-field', field, text }),
  );
}

function splitString(workspace: Workspace, entry: Entry, offset: number): readonly FileEdit[] | undefined {
  const { rdata } = entry.record;
  if (rdata.kind !== 'text') return undefined;
  const at = toDecoded(rdata.value, offset - entry.base);
  if (at === undefined) return undefined;
  if (entry.document.retype !== undefined) return retyped(entry, { kind: 'split-string', at });
  const strings: string[] = [];
  let start = 0;
  for (const { value } of rdata.strings) {
    const cut = at - start;
    if (cut > 0 && cut < value.length) strings.push(value.text.slice(0, cut), value.text.slice(cut));
    else strings.push(value.text);
    start += value.length;
  }
  return strings.length === rdata.strings.length ? undefined : setStrings(workspace, entry, strings);
}

function joinStrings(workspace: Workspace, entry: Entry): readonly FileEdit[] | undefined {
  const { rdata } = entry.record;
  if (rdata.kind !== 'text' || rdata.strings.length < 2) return undefined;
  if (entry.document.retype !== undefined) return retyped(entry, { kind: 'join-strings' });
  const isShorter = rdata.value.length <= MAX_CHARACTER_STRING * (rdata.strings.length - 1);
  return isShorter ? setStrings(workspace, entry, [rdata.value.text]) : undefined;
}

/** Only in a format with one way to write strings. `undefined` if its service joins them anyway. */
function setStrings(
  workspace: Workspace,
  entry: Entry,
  strings: readonly string[],
): readonly FileEdit[] | undefined {
  const edits = changed(entry, { kind: 'set-strings', strings });
  return edits?.filter(
    ({ path, range, text }) => workspace.textOf(path)?.slice(range.start, range.end) !== text,
  );
}
