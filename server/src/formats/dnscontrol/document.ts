import type { RecordBlock, RecordEdit, Reference, TypedData } from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { TypedField } from '../../records/typed-field.ts';
import type { DocumentReading } from '../../records/entry-block.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import { rangeOf } from '../../text/range.ts';
import { scriptFieldAt, typedDataIn } from './field-at.ts';
import type { ScriptReading } from './program-group.ts';
import type { ScriptRecord } from './read-record.ts';
import { entryOfCall } from './read-alone.ts';
import { recordInDocument } from './record-in.ts';
import { referenceIn } from './references.ts';
import type { ParsedScript } from './syntax/parse-script.ts';
import { writeScriptChange } from './write/write.ts';

/** What a document queries from the program that it is part of. */
export interface ScriptContext {
  /** The program's current records in the document. */
  readingOf(path: string): ScriptReading | undefined;
  /** The text of a file of the program. */
  textOf(path: string): string | undefined;
  parsed(path: string): ParsedScript | undefined;
  /** The files of the program. */
  paths(): Iterable<string>;
  /** Whether the scripts define a name themselves. */
  declares(name: string): boolean;
  /** The records that a call makes, in any domain. */
  madeBy(record: ScriptRecord): readonly ScriptRecord[];
}

const NOTHING: ScriptReading = { records: [], reading: { entries: [], hasTemplates: true } };

/**
 * A file of a program, with the records whose calls are in it. They depend on the whole program as it was when the document was
 * last read.
 */
export class ScriptDocument extends WholeDocument {
  readonly path: string;
  readonly commentSign = '//';
  private readonly context: ScriptContext;
  private readonly last: { reading: ScriptReading };

  private constructor(
    path: string,
    text: string,
    context: ScriptContext,
    last: { reading: ScriptReading },
    read: () => DocumentReading,
  ) {
    super(text, read);
    this.path = path;
    this.context = context;
    this.last = last;
  }

  static read(path: string, text: string, context: ScriptContext): ScriptDocument {
    const last = { reading: NOTHING };
    return new ScriptDocument(path, text, context, last, () => {
      last.reading = context.readingOf(path) ?? NOTHING;
      return last.reading.reading;
    });
  }

  /** Whether the program's records in the document changed since it was last read. */
  get isOutdated(): boolean {
    return this.context.readingOf(this.path) !== this.last.reading;
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const found = this.last.reading.records[index];
    const record = block.record(index);
    return found && record && writeScriptChange(found, record, change, this.context);
  }

  readAlone(block: RecordBlock, index: number, text: string): RecordBlock | undefined {
    const found = this.last.reading.records[index];
    const { text: source } = this.text;
    if (found === undefined || this.context.madeBy(found).length !== 1) return undefined;
    const { callee } = found.from.call;
    if (this.context.declares(source.slice(callee.start, callee.end))) return undefined;
    const entry = entryOfCall(text, source, found);
    if (entry === undefined) return undefined;
    // Comments in its lines are not read.
    const alone = this.blockOf(text, { entries: [entry], pragmas: [] }, block.idAt(index));
    return alone.faults.length === 0 ? alone : undefined;
  }

  recordIn(block: RecordBlock, index: number, path: string): DnsRecord | undefined {
    const found = this.last.reading.records[index];
    return found && recordInDocument(found, path, { id: block.idAt(index) });
  }

  fieldAt(offset: number): TypedField | undefined {
    const parsed = this.context.parsed(this.path);
    return parsed && scriptFieldAt(parsed.program, this.text.text, offset);
  }

  typedDataAt(offset: number): TypedData | undefined {
    return typedDataIn(this.last.reading.records, this.path, offset);
  }

  referenceAt(offset: number): Reference | undefined {
    return referenceIn(this.path, rangeOf(offset, offset), this.context);
  }
}
