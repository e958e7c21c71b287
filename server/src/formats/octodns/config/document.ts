import { readYamlData } from '../../../data/yaml.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { DeclaredFolders, DeclaredZone, FileOptions } from '../../../records/declared-zone.ts';
import type { DocumentProblem, RecordBlock, RecordEdit } from '../../../records/document.ts';
import type { RecordChange } from '../../../records/format.ts';
import type { DocumentReading } from '../../../records/entry-block.ts';
import { WholeDocument } from '../../../records/whole-document.ts';
import { yamlPragmas } from '../../../records/yaml-comments.ts';
import { printable } from '../../../text/printable.ts';
import { shift } from '../../../text/range.ts';
import { dataProblems } from '../../../record-sets/data-reading.ts';
import { declaredZones } from './declared.ts';
import { readOctoConfig, type OctoConfig, type UnreadSource } from './read-config.ts';
import { spfEntry } from './spf-source.ts';

/** An octoDNS configuration. Its only records are the SPF records that it defines itself, in the zones that use them. */
export class OctoConfigDocument extends WholeDocument {
  readonly commentSign = '#';
  private readonly configOf: (text: string) => OctoConfig;

  /** `zone` is the zone that it is part of. */
  static read(text: string, zone: DomainName | undefined, options: FileOptions): OctoConfigDocument {
    let last: { readonly text: string; readonly config: OctoConfig } | undefined;
    const sources =
      typeof options['spf'] === 'string' && zone !== undefined ? options['spf'].split('\n') : [];
    const read = (whole: string): DocumentReading => {
      const { root, problems } = readYamlData(whole);
      const config = readOctoConfig(root);
      last = { text: whole, config };
      const entries = sources
        .flatMap((id) => {
          const provider = config.providers.get(id);
          return provider?.kind === 'spf' ? [spfEntry(provider, zone ?? '')] : [];
        })
        .sort((a, b) => a.start - b.start);
      const unread = config.unread.map(unreadProblem);
      return { entries, pragmas: yamlPragmas(whole), problems: [...dataProblems(problems), ...unread] };
    };
    return new OctoConfigDocument(text, read, (whole) => {
      if (last?.text !== whole) read(whole);
      return last?.config ?? readOctoConfig(undefined);
    });
  }

  private constructor(
    text: string,
    read: (text: string) => DocumentReading,
    configOf: (text: string) => OctoConfig,
  ) {
    super(text, read);
    this.configOf = configOf;
  }

  zones(folders: DeclaredFolders): readonly DeclaredZone[] {
    return declaredZones(this.configOf(this.text.text), folders);
  }

  /** Only single parts of the text can be edited. The text between them is derived from the keys. */
  write(block: RecordBlock, index: number, change: RecordChange): readonly RecordEdit[] | undefined {
    const record = block.record(index);
    if (change.kind !== 'replace' || record?.rdata.kind !== 'text') return undefined;
    const { value } = record.rdata;
    const edits = change.edits.map(({ range, text }): RecordEdit | undefined => {
      const place = value.toSource(range);
      const isOneWord = place !== undefined && place.end - place.start === range.end - range.start;
      return isOneWord && SAFE_WORD.test(text)
        ? { range: shift(place, block.startAt(index)), text }
        : undefined;
    });
    return edits.every((edit) => edit !== undefined) ? edits : undefined;
  }
}

function unreadProblem({ id: { range, text }, why }: UnreadSource): DocumentProblem {
  const id = printable(text.text);
  const message =
    why === 'replaces'
      ? `mailtxt does not evaluate what the records of "${id}" replace, so these records are missing from the zones with this source.`
      : `mailtxt does not merge the SPF record of "${id}" with others, so it is missing from the zones with this source.`;
  return { message, range, unread: { kind: 'format', subject: 'octoDNS' } };
}

/** Has the same value in any kind of quotes. */
const SAFE_WORD = /^[A-Za-z][\w.-]*$/;
