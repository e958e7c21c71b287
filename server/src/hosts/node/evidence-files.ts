import { closeSync, openSync, statSync } from 'node:fs';

import type { BounceFile } from '../../features/filed-bounces.ts';
import type { LongLog } from '../../senders/bounces/long-log.ts';
import { readEvidence } from '../../senders/bounces/read.ts';
import { seenInBounces } from '../../senders/bounces/seen.ts';
import type { FiledEvidence } from '../../senders/bounces/seen.ts';
import { combineSenders } from '../../senders/combine.ts';
import { declaredSenders } from '../../senders/declared.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { AggregateReport } from '../../senders/reports/model.ts';
import { readReportsInSteps } from '../../senders/reports/read-file.ts';
import { seenInReports } from '../../senders/reports/seen.ts';
import type { FiledReport } from '../../senders/reports/seen.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { PlainText } from '../../text/plain-text.ts';
import type { Position, SourceText } from '../../text/source-text.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import type { FileProblem, LoadedConfig } from './config-files.ts';
import { decodeText, isBinary, isUtf16 } from './encoding.ts';
import { explainFileError } from './file-errors.ts';
import { filesMatching } from './glob.ts';
import { readTextOrLogInSteps } from './long-log.ts';
import { readOctets } from './text-file.ts';

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
  const known = KNOWN.get(settings) ?? finish(evidenceInSteps(settings));
  KNOWN.set(settings, known);
  return known;
}

/** What the settings themselves say: all that is known before the files are read. */
export function declaredEvidence({ config, path }: LoadedConfig): Evidence {
  return { senders: declaredSenders(config.senders, path), others: [], bounces: [], problems: [] };
}

/** So many octets of reports, and of bounces, are kept; a year of a busy domain's are less. */
const MAX_OCTETS = 200 * 1024 * 1024;

/** The same bit by bit. Files that did not change since they were read are not read again. */
export function* evidenceInSteps({ config, path, folder }: LoadedConfig): Steps<Evidence> {
  const problems: FileProblem[] = [];
  const filed: FiledReport[] = [];
  for (const { path: file, read } of yield* filesOf(folder, config.reports, REPORTS, problems)) {
    for (const report of read.reports) filed.push({ report, path: file, ranges: read.isPlain });
  }
  const bounces = yield* filesOf(folder, config.bounces, BOUNCES, problems);
  const declared = declaredSenders(config.senders, path);
  const seen = seenInReports(filed, declared);
  yield;
  const told = seenInBounces(bounces.map(({ path: file, read }) => ({ path: file, ...read })));
  return {
    senders: combineSenders(combineSenders(declared, seen.senders, told.others), told.senders),
    others: [...seen.others, ...told.others],
    bounces: bounces.map(({ path: file, read: { text, evidence } }) => ({ path: file, text, evidence })),
    problems,
  };
}

/** What one file came to. */
interface ReadFile {
  /** As ends of sentences. */
  readonly faults: readonly string[];
  /** Octets that count for the limit of all. */
  readonly size: number;
}

interface ReadReportFile extends ReadFile {
  readonly reports: readonly AggregateReport[];
  /** Places in the reports are places in the file: nothing was unpacked. */
  readonly isPlain: boolean;
}

type ReadBounceFile = ReadFile & Pick<BounceFile, 'text' | 'evidence'> & Pick<FiledEvidence, 'isExcerpt'>;

/** A kind of files, and those of it that were read: settings are read anew with each key that is pressed in them. */
interface FileKind<T extends ReadFile> {
  /** What several of them are called. */
  readonly name: string;
  read(file: number): Steps<T>;
  /** Of a file that cannot be read. */
  unread(fault: string): T;
  readonly known: Map<string, { readonly changed: number; readonly octets: number; readonly read: T }>;
}

const REPORTS: FileKind<ReadReportFile> = {
  name: 'reports',
  *read(file) {
    const octets = readOctets(file);
    if (octets === 'too-large') return this.unread('is larger than 100 MB');
    const { reports, problems } = yield* readReportsInSteps(octets);
    return { reports, faults: problems, size: octets.length, isPlain: octets[0] === LESS_THAN };
  },
  unread: (fault) => ({ reports: [], faults: [fault], size: 0, isPlain: false }),
  known: new Map(),
};

const LESS_THAN = 0x3c;

const BOUNCES: FileKind<ReadBounceFile> = {
  name: 'bounces',
  *read(file) {
    const given = yield* readTextOrLogInSteps(file, () => undefined);
    switch (given.kind) {
      case 'too-large':
        return this.unread('is larger than 100 MB, and no log of a mail server');
      case 'log':
        return { ...readBounces(new LogExcerpt(given.log), given.log.text), isExcerpt: true };
      case 'text': {
        if (isUtf16(given.octets)) return this.unread('is UTF-16 text; save it as UTF-8');
        if (isBinary(given.octets)) return this.unread('is a binary file');
        const text = decodeText(given.octets);
        return { ...readBounces(new PlainText(text), text), isExcerpt: false };
      }
    }
  },
  unread: (fault) => ({ ...readBounces(new PlainText(''), ''), faults: [fault], isExcerpt: false }),
  known: new Map(),
};

function readBounces(source: SourceText, text: string): Omit<ReadBounceFile, 'isExcerpt'> {
  return { text: source, evidence: text === '' ? [] : readEvidence(text), faults: [], size: text.length };
}

/** What matters of a log, with the lines counted as in the whole log. */
class LogExcerpt extends PlainText {
  private readonly log: LongLog;

  constructor(log: LongLog) {
    super(log.text);
    this.log = log;
  }

  override offsetToPosition(offset: number): Position {
    const { line, character } = super.offsetToPosition(offset);
    return { line: this.log.lineOf(line), character };
  }
}

/** What the files of these names come to; what is wrong with them is added to `problems`. */
function* filesOf<T extends ReadFile>(
  folder: string,
  patterns: readonly string[],
  kind: FileKind<T>,
  problems: FileProblem[],
): Steps<readonly { readonly path: string; readonly read: T }[]> {
  const found: { readonly path: string; readonly read: T }[] = [];
  let left = MAX_OCTETS;
  for (const path of filesMatching(folder, patterns)) {
    const read = yield* fileAt(path, kind);
    yield;
    left -= read.size;
    if (left < 0) {
      const message = `and the ${kind.name} behind it are not read: together they are larger than 200 MB`;
      problems.push({ path, message, fatal: false });
      break;
    }
    for (const message of read.faults) problems.push({ path, message, fatal: false });
    found.push({ path, read });
  }
  return found;
}

function* fileAt<T extends ReadFile>(path: string, kind: FileKind<T>): Steps<T> {
  const stats = statSync(path, { throwIfNoEntry: false });
  const changed = stats?.mtimeMs ?? 0;
  const octets = stats?.size ?? 0;
  const known = kind.known.get(path);
  if (known !== undefined && known.changed === changed && known.octets === octets) return known.read;
  const read = yield* opened(path, kind);
  kind.known.set(path, { changed, octets, read });
  return read;
}

function* opened<T extends ReadFile>(path: string, kind: FileKind<T>): Steps<T> {
  try {
    const file = openSync(path, 'r');
    try {
      return yield* kind.read(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return kind.unread(`cannot be read: ${explainFileError(error)}`);
  }
}
