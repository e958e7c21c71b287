import type { Evaluation } from '../evaluate/work.ts';
import { readRecords } from './read-records.ts';
import type { RecordSource, TerraformRecord } from './read-records.ts';
import type { ReadingWork, ReadingEnvironment } from './resource.ts';
import { readZoneFile } from './zone-file.ts';

/** The records of a resource: its arguments are those of records, or one of them is a whole zone file. */
export function readResource(
  source: RecordSource,
  around: ReadingEnvironment,
  work: ReadingWork,
): Evaluation<readonly TerraformRecord[]> {
  return source.provider.isZoneFile ? readZoneFile(source, around, work) : readRecords(source, around, work);
}
