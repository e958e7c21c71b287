import { applyEdits, type Edit } from '../text/edit.ts';
import { PlainText } from '../text/plain-text.ts';
import type { Range } from '../text/range.ts';
import type {
  AppliedEdit,
  DocumentProblem,
  DocumentRange,
  EditableDocument,
  Include,
  RecordBlock,
  RecordEdit,
  TypedPiece,
} from './document.ts';
import { EntryBlock, idsFor, idsIn, type DocumentReading } from './entry-block.ts';
import type { RecordChange } from './format.ts';
import type { Maker } from './maker.ts';
import type { DnsRecord } from './record.ts';
import type { SendingSource } from './sending-source.ts';

/**
 * The base of formats whose files are small enough to be read whole after each edit. A format reads a text and writes changes.
 * This class implements the rest of the contract.
 */
export abstract class WholeDocument<
  Reading extends DocumentReading = DocumentReading,
> implements EditableDocument {
  private readonly read: (text: string) => Reading;
  private state: State<Reading>;
  private lastId = 0;

  /** `read` must not throw, whatever the text. */
  protected constructor(text: string, read: (text: string) => Reading) {
    this.read = read;
    this.state = this.stateOf(text, undefined);
  }

  abstract write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined;

  /** The current content of the text. */
  protected get reading(): Reading {
    return this.state.reading;
  }

  get text(): PlainText {
    return this.state.text;
  }

  get blocks(): readonly RecordBlock[] {
    return [this.state.block];
  }

  get recordCount(): number {
    return this.state.block.size;
  }

  get hasTemplates(): boolean {
    return this.state.reading.hasTemplates === true;
  }

  problems(): readonly DocumentProblem[] {
    return this.state.reading.problems ?? [];
  }

  sources(): readonly SendingSource[] {
    return [];
  }

  includes(): readonly Include[] {
    return [];
  }

  madeBy(block: RecordBlock, index: number): Maker | undefined {
    return entryIn(block, index)?.maker;
  }

  typedElsewhere(block: RecordBlock, index: number, part: Range): DocumentRange | undefined {
    return entryIn(block, index)?.typedElsewhere?.(part);
  }

  typedAs(block: RecordBlock, index: number): readonly TypedPiece[] {
    return entryIn(block, index)?.typedAs?.() ?? [];
  }

  generated(): readonly DnsRecord[] {
    return [];
  }

  offsetOf(): number {
    return 0;
  }

  blockAt(): number {
    return 0;
  }

  edit(edit: Edit): AppliedEdit {
    const before = this.state;
    this.state = this.stateOf(applyEdits(before.text.text, [edit]), before.block);
    const undo = (): void => {
      this.state = before;
    };
    return { from: 0, removed: [before.block], added: [this.state.block], undo };
  }

  /** A block with only one entry, for `readAlone`. */
  protected blockOf(text: string, reading: DocumentReading, id: number): RecordBlock {
    return new EntryBlock(text, reading, [id]);
  }

  private stateOf(text: string, before: EntryBlock | undefined): State<Reading> {
    const reading = this.read(text);
    const ids = idsFor(
      text,
      reading.entries,
      idsIn(before === undefined ? [] : [before]),
      () => ++this.lastId,
    );
    return { text: new PlainText(text), reading, block: new EntryBlock(text, reading, ids) };
  }
}

interface State<Reading> {
  readonly text: PlainText;
  readonly reading: Reading;
  readonly block: EntryBlock;
}

function entryIn(block: RecordBlock, index: number): DocumentReading['entries'][number] | undefined {
  return block instanceof EntryBlock ? block.entry(index) : undefined;
}
