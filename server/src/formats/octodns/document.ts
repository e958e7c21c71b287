import type { DataEntry } from '../../data/node.ts';
import { YamlChunks } from '../../data/yaml-chunks.ts';
import type { RecordBlock, RecordEdit } from '../../records/document.ts';
import type { Fault, RecordChange } from '../../records/format.ts';
import type { TypedField } from '../../records/typed-field.ts';
import type { DocumentReading, ReadEntry } from '../../records/entry-block.ts';
import { WholeDocument } from '../../records/whole-document.ts';
import { yamlPragmas } from '../../records/yaml-comments.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { recordsOfNode, type OctoRecord } from './entries.ts';
import { yamlProblems } from './yaml-problems.ts';
import { includesIn } from './includes.ts';
import { octoFieldAt } from './field-at.ts';
import { entryIn } from './read-alone.ts';
import { refusalsIn, type SetRefusal } from './refusals.ts';
import { writeOctoRecord } from './write.ts';
import {
  isText,
  octoNodes,
  settingsFor,
  typeText,
  type OctoFile,
  type OctoNode,
  type OctoSettings,
} from './zone-data.ts';

interface Read extends DocumentReading {
  readonly file: OctoFile;
  /** In the order of the text, as the entries of the reading are. */
  readonly records: readonly OctoRecord[];
  readonly refusals: ReadonlyMap<OctoNode, readonly SetRefusal[]>;
}

/** A zone file of octoDNS: YAML with the records of each name. */
export class OctoZoneDocument extends WholeDocument<Read> {
  readonly commentSign = '#';

  static read(text: string, settings: OctoSettings): OctoZoneDocument {
    const yaml = new YamlChunks();
    return new OctoZoneDocument(text, (whole) => readZone(whole, settings, yaml));
  }

  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const { file, records } = this.reading;
    const own = records[index];
    const record = block.record(index);
    return own && record && writeOctoRecord(file, own, record, change);
  }

  fieldAt(offset: number): TypedField | undefined {
    const { file } = this.reading;
    return octoFieldAt(file.source, offset, file.settings);
  }

  readAlone(block: RecordBlock, index: number, text: string): RecordBlock | undefined {
    const { file, records, refusals } = this.reading;
    const record = records[index];
    // What is refused beside the text would still be.
    if (record === undefined || refusals.has(record.node)) return undefined;
    const entry = entryIn(text, file, record);
    if (entry === undefined) return undefined;
    const alone = this.blockOf(text, { entries: [entry], pragmas: yamlPragmas(text) }, block.idAt(index));
    return alone.faults.length === 0 ? alone : undefined;
  }
}

function readZone(source: string, told: OctoSettings, yaml: YamlChunks): Read {
  const { root, problems } = yaml.read(source);
  const { nodes, ignoresSets, lost } = octoNodes(root, told);
  const settings = settingsFor(nodes, told);
  const includes = includesIn(source, root);
  const refusals = refusalsIn({ source, root, nodes, settings });
  const records = nodes
    .flatMap((node) => recordsOfNode(node, settings, source, refusals.get(node) ?? []))
    .sort((a, b) => a.entry.start - b.entry.start || a.entry.end - b.entry.end);
  const hidden = new Map<DataEntry, Range[]>();
  for (const { entry, by } of lost) {
    const keys = hidden.get(by);
    if (keys === undefined) hidden.set(by, [entry.key.range]);
    else keys.push(entry.key.range);
  }
  const entries = records.map(({ node, entry }) => {
    const keys = hidden.get(node.entry) ?? [];
    // They are told of with the first record of what hides them.
    hidden.delete(node.entry);
    return keys.length > 0 ? withLost(entry, keys, source) : entry;
  });
  return {
    file: { source, root, nodes, settings },
    records,
    refusals,
    entries,
    hasTemplates: ignoresSets || includes.mayAddRecords,
    pragmas: yamlPragmas(source),
    problems: [
      ...yamlProblems(problems.filter(({ range }) => !isReported(range, records))),
      ...includes.problems,
    ],
  };
}

/** Whether the text of a record says itself what is wrong with its YAML. */
function isReported({ start }: Range, records: readonly OctoRecord[]): boolean {
  return records.some(
    ({ node, value }) =>
      isText(typeText(node.type)) &&
      value.kind === 'scalar' &&
      value.style === 'double-quoted' &&
      value.range.start < start &&
      start < value.range.end,
  );
}

/** The entry, with what is lost because its name comes twice. */
function withLost(entry: ReadEntry, keys: readonly Range[], source: string): ReadEntry {
  const places = keys.map(({ start, end }) => `${start - entry.start}+${end - start}`);
  return {
    ...entry,
    context: [entry.context, ...places].join('\n'),
    faults(anchor): readonly Fault[] {
      const lost = keys.map(({ start, end }): Fault => ({
        code: 'lost-entry',
        anchor,
        range: rangeOf(start - entry.start, end - entry.start),
        text: source.slice(start, end),
      }));
      return [...lost, ...(entry.faults?.(anchor) ?? [])];
    },
  };
}
