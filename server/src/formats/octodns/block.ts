import type { DocumentProblem } from '../../records/document.ts';
import { EntryBlock, idsFor } from '../../records/entry-block.ts';
import type { IdsByMeaning } from '../../records/entry-block.ts';
import { yamlPragmas } from '../../records/yaml-comments.ts';
import type { Range } from '../../text/range.ts';
import { recordsOfNode, type OctoRecord } from './entries.ts';
import type { PieceFacts } from './key-facts.ts';
import type { ZonePiece } from './piece.ts';
import { refusalsIn, type NamesOfFile, type SetRefusal } from './refusals.ts';
import { dataProblems } from '../../record-sets/data-reading.ts';
import { lostEntry, untypedEntries } from './entries-without-record.ts';
import { isText, typeText } from './zone-data.ts';
import type { OctoFile, OctoNode, ReadSettings } from './zone-data.ts';

interface BlockOptions {
  readonly piece: ZonePiece;
  readonly facts: PieceFacts;
  readonly settings: ReadSettings;
  readonly names: NamesOfFile;
  readonly ids: IdsByMeaning;
  readonly nextId: () => number;
}

/** A piece of a zone file with its records, read in the context of the rest of the file. */
export class OctoBlock extends EntryBlock {
  readonly piece: ZonePiece;
  readonly facts: PieceFacts;
  /** The piece as a separate file. */
  readonly file: OctoFile;
  readonly problems: readonly DocumentProblem[];
  /** Used by the document: the index of the block in it, valid until something changes. */
  place = -1;
  private readonly records: readonly (OctoRecord | undefined)[];
  private readonly refusals: ReadonlyMap<OctoNode, readonly SetRefusal[]>;

  static of({ piece, facts, settings, names, ids, nextId }: BlockOptions): OctoBlock {
    const { text: source } = piece;
    const entries = piece.entries.flatMap((one, index) =>
      facts.hidden.has(index) ? [] : [{ ...one, misplaced: facts.misplaced.get(index) }],
    );
    const nodes = entries.flatMap((one) => one.nodes);
    // Records that an error hides are not missing.
    const sound = piece.entries.filter((one) => !piece.faulty.has(one));
    const known = entries.filter(({ entry }) => sound.some((one) => one.entry === entry));
    const refusals = refusalsIn({ source, entries: known, settings, names });
    const records = nodes.flatMap((node) => recordsOfNode(node, settings, source, refusals.get(node) ?? []));
    const lost = piece.entries.filter((_, index) => facts.hidden.get(index) === 'lost');
    const others = [
      ...lost.map((one) => lostEntry(one, source, settings)),
      ...known.flatMap((one) => untypedEntries(one, source, settings)),
    ];
    const all = [
      ...records.map((record) => ({ record, entry: record.entry })),
      ...others.map((entry) => ({ record: undefined, entry })),
    ].sort((a, b) => a.entry.start - b.entry.start || a.entry.end - b.entry.end);
    const read = all.map(({ entry }) => entry);
    return new OctoBlock({
      piece,
      facts,
      file: { source, root: piece.root, nodes, settings },
      records: all.map(({ record }) => record),
      refusals,
      reading: { entries: read, pragmas: yamlPragmas(source) },
      ids: idsFor(source, read, ids, nextId),
    });
  }

  private constructor(options: {
    readonly piece: ZonePiece;
    readonly facts: PieceFacts;
    readonly file: OctoFile;
    readonly records: readonly (OctoRecord | undefined)[];
    readonly refusals: ReadonlyMap<OctoNode, readonly SetRefusal[]>;
    readonly reading: ConstructorParameters<typeof EntryBlock>[1];
    readonly ids: readonly number[];
  }) {
    const { piece, facts, file, records, refusals } = options;
    super(piece.text, options.reading, options.ids);
    this.piece = piece;
    this.facts = facts;
    this.file = file;
    this.records = records;
    this.refusals = refusals;
    this.problems = [
      ...dataProblems(piece.problems.filter(({ range }) => !isReported(range, records))),
      ...piece.includes.problems,
    ];
  }

  /** Entries that are records. */
  get recordCount(): number {
    return this.records.reduce((count, record) => count + (record === undefined ? 0 : 1), 0);
  }

  recordAt(index: number): OctoRecord | undefined {
    return this.records[index];
  }

  /** Whether octoDNS rejects a set, other than for the texts of its values. */
  isRefused({ node }: OctoRecord): boolean {
    return this.refusals.has(node);
  }
}

/** Whether a record's own faults already report what is wrong with its YAML. */
function isReported({ start }: Range, records: readonly (OctoRecord | undefined)[]): boolean {
  return records.some(
    (record) =>
      record !== undefined &&
      isText(typeText(record.node.type)) &&
      record.value.kind === 'scalar' &&
      record.value.style === 'double-quoted' &&
      record.value.range.start < start &&
      start < record.value.range.end,
  );
}
