import type {
  BlockChange,
  DocumentProblem,
  DocumentRange,
  Include,
  RecordDocument,
  RecordEdit,
  Reference,
  TypedData,
  TypedPath,
  TypedPiece,
} from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { Maker } from '../../records/maker.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import type { TypedField } from '../../records/typed-field.ts';
import type { PlainText } from '../../text/plain-text.ts';
import type { Range } from '../../text/range.ts';
import { TerraformBlock } from './block.ts';
import type { Made } from './configuration.ts';
import { faultsOf } from './faults.ts';
import { recordArgumentAt } from './argument-at.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import { recordIn } from './providers/record-in.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { resourceNameOf } from './providers/resource.ts';
import { referenceAt } from './references.ts';
import { isSameData } from './same-data.ts';
import { isSyntaxProblem, syntaxProblem } from './syntax-problems.ts';
import type { TerraformFile } from './terraform-file.ts';
import { typedPathsIn } from './typed-paths.ts';
import type { Siblings } from './write/siblings.ts';
import { terraformTypedData } from './typed-data.ts';
import { typedPiecesOf, typedPlace, joinedStringsOf } from './write/traced-edit.ts';
import { writeTerraformChange } from './write/write.ts';

/**
 * A file for one choice of values: a text from which several runs of `terraform plan` make different records is one document for
 * each run. Only the whole module determines its records: {@link TerraformDocument.show} sets them.
 *
 * Invariant: the one block has the length and the records that the text had at the last call of `show`.
 */
export class TerraformDocument implements RecordDocument {
  readonly source: TerraformFile;
  private block: TerraformBlock;
  private nextId = 1;
  /** `undefined`: nothing was shown yet, and what else is in the text is unknown. */
  private shown: Made | undefined;
  private currentSources: readonly SendingSource[] = [];
  /** The parts that are not followed, as its module reports them. */
  notFollowed: readonly DocumentProblem[] = [];
  /** The documents that are analyzed together with it. */
  private readonly siblings: Siblings | undefined;

  /** `siblings`: without them, nothing is written to the document. */
  constructor(source: TerraformFile, siblings?: Siblings) {
    this.source = source;
    this.siblings = siblings;
    const { length } = source.text;
    this.block = new TerraformBlock({ length, records: [], ids: [], pragmas: [], faults: [] });
  }

  get path(): string {
    return this.source.path;
  }

  get text(): PlainText {
    return this.source.text;
  }

  get commentSign(): string | undefined {
    return this.source.commentSign;
  }

  get blocks(): readonly TerraformBlock[] {
    return [this.block];
  }

  get recordCount(): number {
    return this.block.size;
  }

  /** Other configurations, and people, can add records to the same zone. */
  get hasTemplates(): boolean {
    return true;
  }

  /** Whether this is what was last shown. */
  shows({ records, sources }: Made): boolean {
    return isSame(records, this.shown?.records) && isSame(sources, this.shown?.sources);
  }

  /** Shows what is here now. A record that has not changed or moved keeps its id. */
  show(made: Made): BlockChange {
    const { records, sources } = made;
    if (!isSame(sources, this.shown?.sources)) this.currentSources = sortedSources(sources);
    this.shown = made;
    const sorted = [...records].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    const ids = this.idsFor(sorted);
    const removed = [this.block];
    this.block = new TerraformBlock({
      length: this.text.length,
      records: sorted,
      ids,
      pragmas: this.source.pragmas(),
      faults: faultsOf(this.source.file),
    });
    return { from: 0, removed, added: [this.block] };
  }

  /** Shows no records until they are known. */
  showNothing(): BlockChange {
    this.notFollowed = [];
    return this.show({ records: [], sources: [] });
  }

  /** The ids of the records that are here now; unchanged records keep theirs. */
  private idsFor(records: readonly TerraformRecord[]): readonly number[] {
    const known = new Map<string, { readonly likely: KnownRecord[]; first: number }>();
    const { block } = this;
    for (let i = 0; i < block.size; i++) {
      const record = block.sourceAt(i);
      if (record === undefined) continue;
      const key = likelyKey(record);
      const one = { record, id: block.idAt(i) };
      const same = known.get(key);
      if (same === undefined) known.set(key, { likely: [one], first: 0 });
      else same.likely.push(one);
    }
    return records.map((one) => {
      const same = known.get(likelyKey(one));
      if (same === undefined) return this.nextId++;
      const { likely, first } = same;
      for (let i = first; i < Math.min(likely.length, first + MAX_TRIED); i++) {
        const found = likely[i];
        const skipped = likely[first];
        if (found === undefined || skipped === undefined || !isSameRecord(found.record, one)) continue;
        likely[i] = skipped;
        same.first++;
        return found.id;
      }
      return this.nextId++;
    });
  }

  /** For text that cannot be parsed, only the first place is reported: the rest may follow from it. */
  problems(): readonly DocumentProblem[] {
    const first = syntaxProblem(this.source.file);
    if (first === undefined) return this.notFollowed;
    const { start } = first.range;
    const isBefore = ({ range }: DocumentProblem): boolean => range.end <= start;
    return [first, ...this.notFollowed.filter((one) => isBefore(one) || !isSyntaxProblem(one))];
  }

  /** The resource that makes the record, if the record's data are in another place. */
  madeBy(block: TerraformBlock, index: number): Maker | undefined {
    const found = block.sourceAt(index);
    if (found === undefined) return undefined;
    const { path, provider, range } = found.source;
    const name = resourceNameOf(found.source);
    const resource = name.indexOf(`${provider.resource}.`);
    const key = name.indexOf('[', resource);
    const module = name.slice(0, Math.max(0, resource));
    return { name, instance: { module, key: key < 0 ? '' : name.slice(key) }, path, range };
  }

  typedElsewhere(block: TerraformBlock, index: number, part: Range): DocumentRange | undefined {
    const found = block.sourceAt(index);
    const place = found?.strings && typedPlace(joinedStringsOf(found.strings), part, found);
    const path = place?.literal.anchor.path;
    if (place === undefined || path === undefined || path === this.path) return undefined;
    return this.siblings?.isShown(path) === true ? { path, range: place.range } : undefined;
  }

  typedAs(block: TerraformBlock, index: number): readonly TypedPiece[] {
    const found = block.sourceAt(index);
    return found === undefined ? [] : typedPiecesOf(found);
  }

  recordIn(block: TerraformBlock, index: number, path: string): DnsRecord | undefined {
    const found = block.sourceAt(index);
    return found && { ...recordIn(found, path), anchor: { id: block.idAt(index) } };
  }

  referenceAt(offset: number): Reference | undefined {
    return this.siblings && referenceAt(this.source, offset, this.siblings);
  }

  fieldAt(offset: number): TypedField | undefined {
    return recordArgumentAt(this.source, offset, this.shown?.records ?? []);
  }

  typedDataAt(offset: number): TypedData | undefined {
    return terraformTypedData(this.block, offset, this.path);
  }

  filePaths(): readonly TypedPath[] {
    return typedPathsIn(this.source.file);
  }

  includes(): readonly Include[] {
    return [];
  }

  sources(): readonly SendingSource[] {
    return this.currentSources;
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

  write(block: TerraformBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const found = block.sourceAt(index);
    return found && this.siblings && writeTerraformChange(found, change, this.siblings);
  }
}

/** A record that was shown, with its id. */
interface KnownRecord {
  readonly record: TerraformRecord;
  readonly id: number;
}

/** Records with equal lookup keys that are tried; more than a few are those of one long list. */
const MAX_TRIED = 8;

/** Equal for equal records, and for few others. */
function likelyKey({ record, source, value }: TerraformRecord): string {
  return `${source.address}\n${record.owner}\n${record.type}\n${value.text}`;
}

/** Whether a record has not changed, and its parts have not moved within it. */
function isSameRecord(a: TerraformRecord, b: TerraformRecord): boolean {
  return a.record === b.record || isSameData(a.record, b.record);
}

function isSame<T>(some: readonly T[], others: readonly T[] | undefined): boolean {
  return some.length === others?.length && some.every((one, i) => one === others[i]);
}

function sortedSources(sources: readonly TerraformSource[]): readonly SendingSource[] {
  return sources.map(({ source }) => source).sort((a, b) => a.range.start - b.range.start);
}
