import type { DomainName } from '../../dns/names.ts';
import { dataProblems, dataReading } from '../../record-sets/data-reading.ts';
import { RecordSetDocument } from '../../record-sets/document.ts';
import type { SetReading } from '../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { rangeOf } from '../../text/range.ts';
import { dataFileOf, startsAsJson, readData } from './read-data.ts';
import { repeatedKeys } from './repeated-keys.ts';
import type { DataFile, ShapeRecords } from './shape.ts';
import { SHAPES } from './shapes.ts';

/** JSON or YAML that contains records. `zone` is the one from the settings or the file name. */
export function readRecordData(text: string, zone: DomainName | undefined): RecordSetDocument {
  return RecordSetDocument.read(
    text,
    (source) => readSets(source, zone),
    startsAsJson(text) ? undefined : '#',
  );
}

function readSets(source: string, zone: DomainName | undefined): SetReading {
  const { documents, problems } = readData(source);
  const file = dataFileOf({ documents, problems }, zone);
  const found = firstReading(file);
  const reading = dataReading({
    source,
    root: documents[0]?.root,
    documents,
    sets: found?.sets ?? [],
    problems: [
      ...dataProblems(problems),
      ...(found?.problems ?? []),
      ...repeatedKeys(file.roots, found?.sets ?? []),
      ...(found === undefined && problems.length === 0 ? [notRead(source)] : []),
    ],
    // If there may be others, a record that is not here may still exist.
    hasTemplates: found?.isPartial !== false || problems.length > 0,
    language: startsAsJson(source) ? 'json' : 'yaml',
  });
  return found?.adjust?.(reading) ?? reading;
}

function firstReading(file: DataFile): ShapeRecords | undefined {
  for (const shape of SHAPES) {
    const found = shape.read(file);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The start of the text looked as if it contained records. */
function notRead(source: string): DocumentProblem {
  const message = 'mailtxt does not recognize the structure of this file, and found no records in it.';
  return { message, range: rangeOf(0, Math.min(1, source.length)), unread: { kind: 'format' } };
}
