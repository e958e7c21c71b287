import type { RecordBlock, RecordEdit, Reference, TypedPiece } from '../records/document.ts';
import type { RecordChange } from '../records/format.ts';
import type { SendingSource } from '../records/sending-source.ts';
import type { TypedField } from '../records/typed-field.ts';
import type { DocumentReading } from '../records/entry-block.ts';
import { WholeDocument } from '../records/whole-document.ts';
import type { DecodedText } from '../text/decoded-text.ts';
import { entryAlone } from './read-alone.ts';
import type { RecordSet, SetReading, TextLiteral } from './record-set.ts';
import { setFieldAt } from './field-at.ts';
import { entryOfSet, recordsOfSets, typedPiecesOfSet, type SetRecord } from './set-records.ts';
import { writeSetRecord } from './write.ts';

/** Reads the text of a document as record sets. Must not throw, whatever the text. */
export type ReadSets = (text: string) => SetReading;

/** In source order, as its entries are. */
interface Read extends DocumentReading {
  readonly source: string;
  readonly sets: SetReading;
  readonly records: readonly SetRecord[];
  /** Whether several parts of records come from the same literal. */
  readonly isShared: (literal: TextLiteral) => boolean;
}

/** A document that is data with record sets in it. */
export class RecordSetDocument extends WholeDocument<Read> {
  /** `undefined` in JSON, which has no comments. */
  readonly commentSign: string | undefined;
  readonly sharesTexts = true;

  private constructor(text: string, readSets: ReadSets, commentSign: string | undefined) {
    super(text, (whole) => readAll(whole, readSets));
    this.commentSign = commentSign;
  }

  static read(text: string, readSets: ReadSets, commentSign?: string): RecordSetDocument {
    return new RecordSetDocument(text, readSets, commentSign);
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const { sets, records } = this.reading;
    const own = records[index];
    const record = block.record(index);
    return own && record && writeSetRecord(sets, own, record, change);
  }

  readAlone(block: RecordBlock, index: number, text: string): RecordBlock | undefined {
    const { source, sets, records, isShared } = this.reading;
    const record = records[index];
    const entry = record && entryAlone(text, source, sets, record, isShared);
    if (entry === undefined) return undefined;
    const pragmas = sets.pragmasIn?.(text) ?? [];
    const alone = this.blockOf(text, { entries: [entry], pragmas }, block.idAt(index));
    return alone.faults.length === 0 ? alone : undefined;
  }

  override typedAs(_block: RecordBlock, index: number): readonly TypedPiece[] {
    const own = this.reading.records[index];
    return own === undefined ? [] : typedPiecesOfSet(own);
  }

  override sources(): readonly SendingSource[] {
    return this.reading.sets.sources ?? [];
  }

  referenceAt(offset: number): Reference | undefined {
    return this.reading.sets.referenceAt?.(offset);
  }

  fieldAt(offset: number): TypedField | undefined {
    return setFieldAt(this.reading.sets, offset);
  }
}

function readAll(source: string, readSets: ReadSets): Read {
  const sets = readSets(source);
  const records = recordsOfSets(sets.sets);
  const { problems, hasTemplates } = sets;
  let uses: ReadonlyMap<number, number> | undefined;
  return {
    source,
    sets,
    records,
    isShared: ({ text }) => {
      uses ??= usesOf(sets.sets);
      return (uses.get(text.segments[0]?.source.start ?? -1) ?? 0) > 1;
    },
    entries: records.map((record) => entryOfSet(record, sets)),
    pragmas: sets.pragmasIn?.(source) ?? [],
    ...(problems === undefined ? {} : { problems }),
    ...(hasTemplates === undefined ? {} : { hasTemplates }),
  };
}

/** The number of parts of records that begin at each offset. */
function usesOf(sets: readonly RecordSet[]): ReadonlyMap<number, number> {
  const uses = new Map<number, number>();
  const note = (text: DecodedText | undefined): void => {
    const start = text?.segments[0]?.source.start;
    if (start !== undefined) uses.set(start, (uses.get(start) ?? 0) + 1);
  };
  for (const { ownerTyped, typeTyped, values } of sets) {
    note(ownerTyped?.text);
    note(typeTyped?.text);
    for (const value of values) {
      if (value.kind === 'text') note(value.text);
      else if (value.kind === 'words') for (const { text } of value.words) note(text);
    }
  }
  return uses;
}
