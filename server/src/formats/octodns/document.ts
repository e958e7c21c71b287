import type { DataEntry } from '../../data/node.ts';
import type { AppliedEdit, DocumentProblem, EditableDocument, Include } from '../../records/document.ts';
import type { RecordBlock, RecordEdit, TypedPiece } from '../../records/document.ts';
import { EntryBlock, idsIn } from '../../records/entry-block.ts';
import type { RecordChange } from '../../records/format.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import type { TypedField } from '../../records/typed-field.ts';
import { yamlPragmas } from '../../records/yaml-comments.ts';
import { BlockText } from '../../text/block-text.ts';
import type { Edit } from '../../text/edit.ts';
import { shift } from '../../text/range.ts';
import { OctoBlock } from './block.ts';
import { octoFieldAt } from './field-at.ts';
import { joinedFile, type JoinedFile } from './joined-file.ts';
import { areSameFacts, factsOf, keyFactsOf, placeOf, type KeyFacts } from './key-facts.ts';
import { moveEntry } from './order.ts';
import type { ZonePiece } from './piece.ts';
import { entryIn } from './read-alone.ts';
import type { NamesOfFile } from './refusals.ts';
import { piecesAfter, piecesOf } from './split.ts';
import { writeOctoRecord, type SetInFile } from './write.ts';
import { optionsOfInclude, settingsFor, type OctoNode, type OctoSettings } from './zone-data.ts';
import { ZoneTotals } from './zone-totals.ts';

/** The blocks that replace others in an edit. */
interface Replacement {
  readonly from: number;
  readonly removed: readonly OctoBlock[];
  readonly added: readonly OctoBlock[];
  readonly facts: KeyFacts;
}

/**
 * A zone file of octoDNS: YAML with the records of each name.
 *
 * Invariants: the texts of the blocks, concatenated, are the document. Each block was read with the facts that `facts` has of its
 * piece, and with the way of escaping semicolons that the texts of the whole file show. So the result is the same as reading from
 * scratch, whatever edits led here, except for IDs and where the text is cut.
 */
export class OctoZoneDocument implements EditableDocument, NamesOfFile {
  readonly commentSign = '#';
  private readonly settings: OctoSettings;
  private readonly list: OctoBlock[] = [];
  private readonly blockText = new BlockText([]);
  private readonly totals = new ZoneTotals();
  private facts: KeyFacts = new Map();
  private joined: JoinedFile | undefined;
  private lastId = 0;

  private constructor(text: string, settings: OctoSettings) {
    this.settings = settings;
    this.replace(this.replacementOf(0, 0, piecesOf(text, settings)));
  }

  static read(text: string, settings: OctoSettings): OctoZoneDocument {
    return new OctoZoneDocument(text, settings);
  }

  get text(): BlockText {
    return this.blockText;
  }

  get blocks(): readonly OctoBlock[] {
    return this.list;
  }

  get recordCount(): number {
    return this.totals.records;
  }

  get hasTemplates(): boolean {
    return this.totals.lacking > 0;
  }

  problems(): readonly DocumentProblem[] {
    return this.list
      .flatMap((block, index) => {
        const base = this.blockText.startOf(index);
        return block.problems.map((problem) => ({ ...problem, range: shift(problem.range, base) }));
      })
      .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  }

  sources(): readonly SendingSource[] {
    return [];
  }

  includes(): readonly Include[] {
    const { zone } = this.settings;
    return this.list.flatMap(({ piece }, index) => {
      const base = this.blockText.startOf(index);
      return piece.includes.files.map(({ file, range, part }): Include => {
        const options = optionsOfInclude(this.settings, file, part);
        return {
          file,
          origin: zone,
          zone,
          defaultTtl: -1,
          range: shift(range, base),
          options,
          isOwnFormat: true,
        };
      });
    });
  }

  generated(): readonly DnsRecord[] {
    return [];
  }

  madeBy(): undefined {
    return undefined;
  }

  typedElsewhere(): undefined {
    return undefined;
  }

  typedAs(): readonly TypedPiece[] {
    return [];
  }

  blockAt(offset: number): number {
    return this.blockText.blockAt(offset);
  }

  offsetOf(block: RecordBlock): number {
    return block instanceof OctoBlock ? this.blockText.startOf(this.indexOf(block)) : 0;
  }

  /** Each finding of a block queries its place, so the places of blocks are computed once after an edit. */
  private indexOf(block: OctoBlock): number {
    if (this.list[block.place] !== block) this.list.forEach((one, place) => (one.place = place));
    return this.list[block.place] === block ? block.place : -1;
  }

  fieldAt(offset: number): TypedField | undefined {
    // Its lines are not those of a zone file.
    if (this.settings.part !== undefined && this.settings.part.of !== 'names') return undefined;
    const index = this.blockAt(offset);
    const file = this.list[index]?.file;
    const base = this.blockText.startOf(index);
    const field = file && octoFieldAt(file.source, offset - base, file.settings);
    return field && { ...field, range: shift(field.range, base) };
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const record = block.record(index);
    const own = block instanceof OctoBlock ? block.recordAt(index) : undefined;
    if (own === undefined || record === undefined || !(block instanceof OctoBlock)) return undefined;
    return writeOctoRecord(block.file, own, record, change, () => this.inFile(block, own.node));
  }

  /** The whole file with a set from one of its blocks, and the start of the block. */
  private inFile(block: OctoBlock, node: OctoNode): SetInFile | undefined {
    const joined = this.joinedFile();
    const found = joined?.nodesOf.get(block)?.[block.file.nodes.indexOf(node)];
    return joined && found && { file: joined.file, node: found, start: this.offsetOf(block) };
  }

  private joinedFile(): JoinedFile | undefined {
    this.joined ??= joinedFile(this.list);
    return this.joined;
  }

  has(key: string): boolean {
    return this.list.some(({ piece }) => piece.entries.some(({ entry }) => entry.key.text.text === key));
  }

  moveToPlace(entry: DataEntry): readonly Edit[] | undefined {
    const block = this.list.find(({ piece }) => piece.entries.some((one) => one.entry === entry));
    const joined = block && this.joinedFile();
    const { order } = this.settings;
    if (joined?.file.root?.kind !== 'map' || order === 'any') return undefined;
    const { root, source } = joined.file;
    const index = block?.piece.entries.findIndex((one) => one.entry === entry) ?? -1;
    const own = block && joined.entriesOf.get(block)?.[index];
    const place = own && placeOf(own, root.entries, order ?? 'natural');
    const base = block === undefined ? 0 : this.offsetOf(block);
    return (
      place &&
      moveEntry(source, root, place.entry, place.before)?.map(({ range, text }) => ({
        range: shift(range, -base),
        text,
      }))
    );
  }

  readAlone(block: RecordBlock, index: number, text: string): RecordBlock | undefined {
    const record = block instanceof OctoBlock ? block.recordAt(index) : undefined;
    // Faults other than those of the text would remain.
    if (record === undefined || !(block instanceof OctoBlock) || block.isRefused(record)) return undefined;
    const entry = entryIn(text, block.file, record);
    if (entry === undefined) return undefined;
    const alone = new EntryBlock(text, { entries: [entry], pragmas: yamlPragmas(text) }, [block.idAt(index)]);
    return alone.faults.length === 0 ? alone : undefined;
  }

  edit(edit: Edit): AppliedEdit {
    const before = { facts: this.facts };
    const { first, last, pieces } = piecesAfter(this.list, this.blockText, edit, this.settings);
    const change = this.replacementOf(first, last + 1 - first, pieces);
    this.replace(change);
    const undo = (): void => {
      this.replace({ from: change.from, removed: change.added, added: change.removed, facts: before.facts });
    };
    return { from: change.from, removed: change.removed, added: change.added, undo };
  }

  /** The replacement for some blocks, including other blocks that are read differently because of it. */
  private replacementOf(from: number, count: number, pieces: readonly ZonePiece[]): Replacement {
    const gone = this.list.slice(from, from + count);
    const totals = this.totals.with(
      gone.map(({ piece }) => piece),
      pieces,
    );
    const facts = this.factsAfter(from, gone, pieces, totals.names);
    const settings = settingsFor(totals.semicolons, this.settings);
    const isOther = ({ piece, facts: own, file }: OctoBlock): boolean =>
      file.settings.escapedSemicolons !== settings.escapedSemicolons ||
      !areSameFacts(own, factsOf(facts, piece));
    let first = from;
    let end = from + count;
    for (const [index, block] of this.list.entries()) {
      if ((index >= from && index < from + count) || !isOther(block)) continue;
      first = Math.min(first, index);
      end = Math.max(end, index + 1);
    }
    const before = this.list.slice(first, from);
    const after = this.list.slice(from + count, end);
    const ids = idsIn([...before.filter(isOther), ...gone, ...after.filter(isOther)]);
    const blockOf = (piece: ZonePiece): OctoBlock =>
      OctoBlock.of({
        piece,
        facts: factsOf(facts, piece),
        settings,
        names: this,
        ids,
        nextId: () => ++this.lastId,
      });
    const kept = (block: OctoBlock): OctoBlock => (isOther(block) ? blockOf(block.piece) : block);
    return {
      from: first,
      removed: [...before, ...gone, ...after],
      added: [...before.map(kept), ...pieces.map(blockOf), ...after.map(kept)],
      facts,
    };
  }

  private factsAfter(
    from: number,
    gone: readonly OctoBlock[],
    pieces: readonly ZonePiece[],
    names: number,
  ): KeyFacts {
    const [old, ...more] = gone;
    const [piece] = pieces;
    // Whatever changes in values, the relations between the names stay the same.
    if (
      old !== undefined &&
      piece !== undefined &&
      more.length === 0 &&
      pieces.length === 1 &&
      haveSameNames(old.piece, piece)
    ) {
      const known = this.facts.get(old.piece);
      if (known === undefined) return this.facts;
      const facts = new Map(this.facts);
      facts.delete(old.piece);
      return facts.set(piece, known);
    }
    const all = this.list.map((block) => block.piece);
    const after = [...all.slice(0, from), ...pieces, ...all.slice(from + gone.length)];
    return keyFactsOf(after, names, this.settings);
  }

  private replace({ from, removed, added, facts }: Replacement): void {
    this.totals.replace(removed, added);
    this.facts = facts;
    this.joined = undefined;
    this.list.splice(from, removed.length, ...added);
    this.blockText.replaced(this.list, from, removed.length, added.length);
  }
}

function haveSameNames({ entries }: ZonePiece, { entries: others }: ZonePiece): boolean {
  return (
    entries.length === others.length &&
    entries.every(({ entry: { key, isMerged } }, index) => {
      const other = others[index]?.entry;
      return (
        other !== undefined &&
        key.text.text === other.key.text.text &&
        key.type === other.key.type &&
        isMerged === other.isMerged
      );
    })
  );
}
