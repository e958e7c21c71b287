import type { DocumentProblem } from '../../records/document.ts';
import type { Fault } from '../../records/format.ts';
import type { DocumentReading } from '../../records/entry-block.ts';
import { scriptPragmas } from './pragmas.ts';
import type { ProgramReading, ProgramSources } from './program.ts';
import { scriptRecords, type ScriptRecord } from './read-record.ts';
import { toolFault } from './refusals.ts';

/** A document of a program, with the records whose calls are in it. */
export interface ScriptReading {
  readonly records: readonly ScriptRecord[];
  readonly reading: DocumentReading;
}

/**
 * The documents of a program by path, for each tag of its domains. Domains with different tags are versions of a zone that are
 * published separately.
 */
export type ReadingsByTag = ReadonlyMap<string, ReadonlyMap<string, ScriptReading>>;

/**
 * The readings of all documents of a program. Domains without a tag are always present. `isShown` tells whether a file shows
 * findings.
 */
export function readingsOf(
  program: ProgramReading,
  sources: ProgramSources,
  isShown: (path: string) => boolean,
): ReadingsByTag {
  const byTag = new Map([['', new Map<string, ScriptRecord[]>()]]);
  for (const { tag, records } of program.domains) {
    let byPath = byTag.get(tag);
    if (byPath === undefined) byTag.set(tag, (byPath = new Map<string, ScriptRecord[]>()));
    for (const from of records) {
      const { path } = from.call.place;
      const made = scriptRecords(from, { path, source: program.files.get(path) ?? '', isShown });
      const known = byPath.get(path);
      if (known === undefined) byPath.set(path, [...made]);
      else known.push(...made);
    }
  }
  const readings = new Map<string, Map<string, ScriptReading>>();
  for (const [tag, byPath] of byTag) {
    const own = new Map<string, ScriptReading>();
    for (const [path, text] of program.files)
      own.set(path, readingOf(byPath.get(path) ?? [], { program, tag, path, text, sources }));
    readings.set(tag, own);
  }
  return readings;
}

interface Home {
  readonly program: ProgramReading;
  readonly tag: string;
  readonly path: string;
  readonly text: string;
  readonly sources: ProgramSources;
}

function readingOf(
  records: readonly ScriptRecord[],
  { program, tag, path, text, sources }: Home,
): ScriptReading {
  const sorted = [...records].sort((a, b) => a.entry.start - b.entry.start || a.entry.end - b.entry.end);
  const isScript = !/\.json5?$/i.test(path);
  // Problems of the program are reported once.
  const isFirst = tag === '';
  return {
    records: sorted,
    reading: {
      entries: sorted.map(({ entry }) => entry),
      pragmas: isScript ? scriptPragmas(text, sources.parse(path, text).comments) : [],
      problems: isFirst ? problemsIn(program, path) : [],
      faults: isFirst ? faultsOf(program, path, text) : [],
      hasTemplates: true,
    },
  };
}

function problemsIn({ problems }: ProgramReading, path: string): readonly DocumentProblem[] {
  return problems
    .filter((one) => one.path === path)
    .map(({ message, range, unread }) => ({ message, range, unread }))
    .sort((a, b) => a.range.start - b.range.start);
}

/** Errors that stop DNSControl, so that nothing of the program is published. */
function faultsOf({ refusals }: ProgramReading, path: string, text: string): readonly Fault[] {
  const places = new Set<string>();
  return refusals.flatMap(({ says, place: { path: at, range } }): readonly Fault[] => {
    const key = `${range.start} ${says}`;
    if (at !== path || places.has(key)) return [];
    places.add(key);
    return [toolFault(says, range, DOCUMENT, text.slice(range.start, range.end))];
  });
}

/** An anchor without a record: the start of the document. */
const DOCUMENT = { id: -1 };
