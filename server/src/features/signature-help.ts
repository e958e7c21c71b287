import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { DnsRecord } from '../records/record.ts';
import { rangeOf, type Range } from '../text/range.ts';
import { markup, type Markdown } from '../text/markdown.ts';
import { describedFieldsOf, type FieldMeaning } from './record-fields.ts';
import { meaningOfType } from './record-types.ts';

/** The fields of a record's data, and the active one. */
export interface SignatureHelp {
  /** `MX preference exchange` */
  readonly label: string;
  /** The meaning of the type. */
  readonly meaning: Markdown | undefined;
  readonly parameters: readonly SignatureParameter[];
  /** Index of the parameter at the cursor. */
  readonly active: number;
}

export interface SignatureParameter {
  /** Offsets in the label. */
  readonly range: Range;
  readonly meaning: Markdown | undefined;
}

/**
 * The fields of the record whose data is at the offset, complete or not. `undefined` after the last field, in data without
 * fields, such as TXT, and everywhere else.
 */
export function signatureHelpAt(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
): SignatureHelp | undefined {
  const typed = workspace.documentOf(path)?.typedDataAt?.(offset);
  if (typed !== undefined) return signature(typed.type, fieldAt(typed.words, offset));
  const placed = workspace.recordAt(path, offset);
  if (placed === undefined) return undefined;
  const { record, range } = placed;
  const field = readFieldAt(record, offset - (range.start - record.range.start));
  return field === undefined ? undefined : signature(record.type, field);
}

/** The index of the word at the cursor, or of the next one. */
function fieldAt(words: readonly Range[], offset: number): number {
  return words.filter(({ end }) => end < offset).length;
}

/** Index of the field at the offset, which is relative to the record's anchor. */
function readFieldAt({ rdata }: DnsRecord, offset: number): number | undefined {
  if (rdata.kind !== 'fields') return undefined;
  const index = rdata.fields.findIndex(({ range }) => range.start <= offset && offset <= range.end);
  return index < 0 ? undefined : index;
}

function signature(type: string, field: number): SignatureHelp | undefined {
  const fields = describedFieldsOf(type);
  const last = fields.length - 1;
  const active = field > last && fields[last]?.isList === true ? last : field;
  if (active > last) return undefined;
  let label = type;
  const parameters = fields.map(({ name, meaning }): SignatureParameter => {
    const start = label.length + 1;
    label += ` ${name}`;
    return { range: rangeOf(start, label.length), meaning: meaning && withUnit(meaning) };
  });
  return { label, meaning: meaningOfType(type), parameters, active };
}

function withUnit({ text, unit }: FieldMeaning): Markdown {
  return unit === 'seconds' ? markup`${text} In seconds.` : text;
}
