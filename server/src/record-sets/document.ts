import type { RecordBlock, RecordEdit } from '../records/document.ts';
import type { RecordChange } from '../records/format.ts';
import type { TypedField } from '../records/typed-field.ts';
import { WholeDocument, type DocumentReading } from '../records/whole-document.ts';
import type { SetReading } from './record-set.ts';
import { setFieldAt } from './field-at.ts';
import { entryOfSet, recordsOfSets, type SetRecord } from './set-records.ts';
import { writeSetRecord } from './write.ts';

/** How the text of a document is read as record sets. Must not throw, whatever the text. */
export type ReadSets = (text: string) => SetReading;

interface Read {
  readonly source: string;
  readonly sets: SetReading;
  /** In the order of the text, as the entries of the reading are. */
  readonly records: readonly SetRecord[];
  readonly reading: DocumentReading;
}

/** A document that is data with record sets in it. */
export class RecordSetDocument extends WholeDocument {
  /** `undefined` in JSON, which has no comments. */
  readonly commentSign: string | undefined;
  private readonly current: (text: string) => Read;

  private constructor(text: string, current: (text: string) => Read, commentSign: string | undefined) {
    super(text, (whole) => current(whole).reading);
    this.current = current;
    this.commentSign = commentSign;
  }

  static read(text: string, readSets: ReadSets, commentSign?: string): RecordSetDocument {
    let last: Read | undefined;
    const current = (whole: string): Read =>
      last?.source === whole ? last : (last = readAll(whole, readSets));
    return new RecordSetDocument(text, current, commentSign);
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const { sets, records } = this.current(this.text.text);
    const own = records[index];
    const record = block.record(index);
    return own && record && writeSetRecord(sets, own, record, change);
  }

  fieldAt(offset: number): TypedField | undefined {
    return setFieldAt(this.current(this.text.text).sets, offset);
  }
}

function readAll(source: string, readSets: ReadSets): Read {
  const sets = readSets(source);
  const records = recordsOfSets(sets.sets);
  const { pragmas, problems, hasTemplates } = sets;
  return {
    source,
    sets,
    records,
    reading: {
      entries: records.map((record) => entryOfSet(record, sets)),
      ...(pragmas === undefined ? {} : { pragmas }),
      ...(problems === undefined ? {} : { problems }),
      ...(hasTemplates === undefined ? {} : { hasTemplates }),
    },
  };
}
