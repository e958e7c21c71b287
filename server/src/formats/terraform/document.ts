import type {
  BlockChange,
  DocumentProblem,
  DocumentRange,
  Include,
  Pragma,
  RecordDocument,
  RecordEdit,
  TypedPiece,
} from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { Maker } from '../../records/maker.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import type { Edit } from '../../text/edit.ts';
import { PlainText } from '../../text/plain-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { TerraformBlock } from './block.ts';
import type { Made } from './configuration.ts';
import type { ModuleFile } from './evaluate/module-source.ts';
import { faultsOf } from './faults.ts';
import type { TerraformRecord } from './providers/read-records.ts';
import type { TerraformSource } from './providers/read-source.ts';
import { resourceNameOf } from './providers/resource.ts';
import { isOverridePath, isVariablesPath, syntaxOf } from './recognise.ts';
import { readFile } from './syntax/file.ts';
import { isSameData } from './same-data.ts';
import type { Companions, Page } from './write/companions.ts';
import { typedPiecesOf, typedPlace, joinedStringsOf } from './write/traced-edit.ts';
import { writeTerraformChange } from './write/write.ts';
import { yamlComments } from '../../records/yaml-comments.ts';

/**
 * A file of a module, or one of data that modules read. Which records it has only the whole module tells:
 * {@link TerraformDocument.show} puts them in.
 *
 * Invariant: the one block has the length of the text, and the records that were shown last.
 */
export class TerraformDocument implements RecordDocument, Page {
  readonly path: string;
  private readonly kind: 'configuration' | 'data';
  private current: PlainText;
  private block: TerraformBlock;
  private parsed: ModuleFile | undefined;
  private nextId = 1;
  /** `undefined`: nothing was shown yet, nor what else stands in the text. */
  private shown: Made | undefined;
  private currentSources: readonly SendingSource[] = [];
  /** What of it is not followed, as its module knows. */
  notFollowed: readonly DocumentProblem[] = [];
  /** What is looked at together with it. */
  companions: Companions | undefined;

  constructor(path: string, text: string, kind: 'configuration' | 'data' = 'configuration') {
    this.path = path;
    this.kind = kind;
    this.current = new PlainText(text);
    this.block = new TerraformBlock({ length: text.length, records: [], ids: [], pragmas: [], faults: [] });
  }

  get text(): PlainText {
    return this.current;
  }

  get content(): string {
    return this.current.text;
  }

  get blocks(): readonly TerraformBlock[] {
    return [this.block];
  }

  get recordCount(): number {
    return this.block.size;
  }

  /** Other configurations, and people, may put records into the same zone. */
  get hasTemplates(): boolean {
    return true;
  }

  /** What is declared in it. */
  get file(): ModuleFile {
    const { path } = this;
    this.parsed ??= {
      path,
      items: this.kind === 'data' ? [] : readFile(this.current.text, syntaxOf(path)),
      isJson: path.endsWith('.json'),
      isVariables: isVariablesPath(path),
      isOverride: isOverridePath(path),
    };
    return this.parsed;
  }

  edit({ range, text: typed }: Edit): void {
    const { text } = this.current;
    this.current = new PlainText(text.slice(0, range.start) + typed + text.slice(range.end));
    this.parsed = undefined;
  }

  /** Whether this is what was shown last. */
  shows({ records, sources }: Made): boolean {
    return isSame(records, this.shown?.records) && isSame(sources, this.shown?.sources);
  }

  /** Takes over what stands here now. A record that is what it was, where it was, keeps its id. */
  show(made: Made): BlockChange {
    const { records, sources } = made;
    if (!isSame(sources, this.shown?.sources)) this.currentSources = sortedSources(sources);
    this.shown = made;
    const sorted = [...records].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
    const ids = this.idsFor(sorted);
    const removed = [this.block];
    this.block = new TerraformBlock({
      length: this.current.length,
      records: sorted,
      ids,
      pragmas: this.pragmas(),
      faults: faultsOf(this.file),
    });
    return { from: 0, removed, added: [this.block] };
  }

  /** Shows no record, until it is known which ones there are. */
  showNothing(): BlockChange {
    this.notFollowed = [];
    return this.show({ records: [], sources: [] });
  }

  /** The ids of the records that stand here now, for records that are what they were. */
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

  private pragmas(): readonly Pragma[] {
    if (this.kind === 'data') return yamlComments(this.path, this.current.text);
    const found: Pragma[] = [];
    let base = 0;
    for (const item of this.file.items) {
      for (const { at, range, alone } of item.pragmas) {
        const text = withoutCommentEnd(item.text.slice(at, range.end));
        const shifted = rangeOf(range.start + base, range.end + base);
        found.push({ at: at + base, text, range: shifted, alone });
      }
      base += item.text.length;
    }
    return found;
  }

  /** Of what cannot be read the first place is named: what follows may come of it. */
  problems(): readonly DocumentProblem[] {
    let base = 0;
    for (const { faults, text } of this.file.items) {
      const [fault] = faults;
      if (fault !== undefined) {
        const range = rangeOf(fault.range.start + base, fault.range.end + base);
        const message = `${fault.summary}: what stands here is not read. ${fault.detail}`;
        return [{ message, range }, ...this.notFollowed];
      }
      base += text.length;
    }
    return this.notFollowed;
  }

  /** The resource that makes the record, where the record's text stands elsewhere. */
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
    return this.companions?.isShown(path) === true ? { path, range: place.range } : undefined;
  }

  typedAs(block: TerraformBlock, index: number): readonly TypedPiece[] {
    const found = block.sourceAt(index);
    return found === undefined ? [] : typedPiecesOf(found);
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
    return found && this.companions && writeTerraformChange(found, change, this.companions);
  }
}

/** A record that was shown, and its id. */
interface KnownRecord {
  readonly record: TerraformRecord;
  readonly id: number;
}

/** Records that are alike in all that they are looked up by; more than a few are those of one long list. */
const MAX_TRIED = 8;

/** Equal for records that are the same, and for few others. */
/** The text of a comment without what closes it. */
function withoutCommentEnd(comment: string): string {
  const text = comment.trimEnd();
  return text.endsWith('*/') ? text.slice(0, -2).trimEnd() : text;
}

function likelyKey({ record, source, value }: TerraformRecord): string {
  return `${source.address}\n${record.owner}\n${record.type}\n${value.text}`;
}

/** Whether a record is what it was, and its parts stand where they did in it. */
function isSameRecord(a: TerraformRecord, b: TerraformRecord): boolean {
  return a.record === b.record || isSameData(a.record, b.record);
}

function isSame<T>(some: readonly T[], others: readonly T[] | undefined): boolean {
  return some.length === others?.length && some.every((one, i) => one === others[i]);
}

function sortedSources(sources: readonly TerraformSource[]): readonly SendingSource[] {
  return sources.map(({ source }) => source).sort((a, b) => a.range.start - b.range.start);
}
