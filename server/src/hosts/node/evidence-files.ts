import { closeSync, openSync, statSync } from 'node:fs';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { BounceFile } from '../../features/filed-bounces.ts';
import { readEvidence } from '../../senders/bounces/read.ts';
import { seenInBounces } from '../../senders/bounces/seen.ts';
import { combineSenders } from '../../senders/combine.ts';
import { declaredSenders } from '../../senders/declared.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { AggregateReport } from '../../senders/reports/model.ts';
import { readReports } from '../../senders/reports/read-file.ts';
import { seenInReports } from '../../senders/reports/seen.ts';
import type { FiledReport } from '../../senders/reports/seen.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { PlainText } from '../../text/plain-text.ts';
import type { FileProblem, LoadedConfig } from './config-files.ts';
import { explainFileError } from './file-errors.ts';
import { filesMatching } from './glob.ts';
import { readOctets, readTextFile } from './text-file.ts';

/** Who sends, by a settings file and by the files that it names. */
export interface Evidence {
  readonly senders: readonly KnownSender[];
  /** Addresses that were seen, of which it is not certain whose they are. */
  readonly others: readonly SeenSource[];
  /** The files of bounces, by name. */
  readonly bounces: readonly BounceFile[];
  readonly problems: readonly FileProblem[];
}

const KNOWN = new WeakMap<LoadedConfig, Evidence>();

/** Read once for the same settings. */
export function evidenceOf(settings: LoadedConfig): Evidence {
  const known = KNOWN.get(settings) ?? read(settings);
  KNOWN.set(settings, known);
  return known;
}

/** So many octets of reports, and of bounces, are read; a year of a busy domain's are less. */
const MAX_OCTETS = 200 * 1024 * 1024;

function read({ config, path, folder }: LoadedConfig): Evidence {
  const problems: FileProblem[] = [];
  const filed: FiledReport[] = [];
  let left = MAX_OCTETS;
  for (const file of filesMatching(folder, config.reports)) {
    const { reports, faults, size, isPlain } = REPORTS.at(file);
    left -= size;
    if (left < 0) {
      const message = 'and the reports behind it are not read: together they are larger than 200 MB';
      problems.push({ path: file, message, fatal: false });
      break;
    }
    for (const message of faults) problems.push({ path: file, message, fatal: false });
    for (const report of reports) filed.push({ report, path: file, ranges: isPlain });
  }
  const declared = declaredSenders(config.senders, path);
  const seen = seenInReports(filed, declared);
  const bounces = bouncesIn(folder, config.bounces, problems);
  const told = seenInBounces(bounces);
  return {
    senders: combineSenders(combineSenders(declared, seen.senders, told.others), told.senders),
    others: [...seen.others, ...told.others],
    bounces,
    problems,
  };
}

function bouncesIn(
  folder: string,
  patterns: readonly string[],
  problems: FileProblem[],
): readonly BounceFile[] {
  let left = MAX_OCTETS;
  const filed: BounceFile[] = [];
  for (const path of filesMatching(folder, patterns)) {
    const file = BOUNCES.at(path);
    if (typeof file === 'string') {
      problems.push({ path, message: file, fatal: false });
      continue;
    }
    left -= file.text.length;
    if (left < 0) {
      const message = 'and the bounces behind it are not read: together they are larger than 200 MB';
      problems.push({ path, message, fatal: false });
      break;
    }
    filed.push(file);
  }
  return filed;
}

/** Settings are read anew with each key that is pressed in them; the files that they name stay the same. */
class ReadFiles<T> {
  private readonly read: (path: DocumentPath) => T;
  private readonly known = new Map<
    DocumentPath,
    { readonly value: T; readonly changed: number; readonly size: number }
  >();

  constructor(read: (path: DocumentPath) => T) {
    this.read = read;
  }

  at(path: DocumentPath): T {
    const stats = statSync(path, { throwIfNoEntry: false });
    const [changed, size] = [stats?.mtimeMs ?? 0, stats?.size ?? 0];
    const known = this.known.get(path);
    if (known !== undefined && known.changed === changed && known.size === size) return known.value;
    const value = this.read(path);
    this.known.set(path, { value, changed, size });
    return value;
  }
}

/** Or why a file cannot be read. */
const BOUNCES = new ReadFiles((path): BounceFile | string => {
  const file = readTextFile(path);
  if (file.kind === 'unreadable') return file.reason;
  return { path, text: new PlainText(file.text), evidence: readEvidence(file.text) };
});

interface ReportFile {
  readonly reports: readonly AggregateReport[];
  readonly faults: readonly string[];
  readonly size: number;
  /** Places in the reports are places in the file: nothing was unpacked. */
  readonly isPlain: boolean;
}

const REPORTS = new ReadFiles((path): ReportFile => {
  const octets = octetsOf(path);
  if (typeof octets === 'string') return { reports: [], faults: [octets], size: 0, isPlain: false };
  const { reports, problems } = readReports(octets);
  return { reports, faults: problems, size: octets.length, isPlain: octets[0] === LESS_THAN };
});

const LESS_THAN = 0x3c;

/** What a file holds, or why that cannot be read. */
function octetsOf(path: string): Uint8Array | string {
  try {
    const file = openSync(path, 'r');
    try {
      const octets = readOctets(file);
      return octets === 'too-large' ? 'is larger than 100 MB' : octets;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return `cannot be read: ${explainFileError(error)}`;
  }
}
