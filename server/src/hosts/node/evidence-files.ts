import type { BounceFile } from '../../features/filed-bounces.ts';
import { readEvidence } from '../../senders/bounces/read.ts';
import { seenInBounces } from '../../senders/bounces/seen.ts';
import type { SeenInBounces } from '../../senders/bounces/seen.ts';
import { combineSenders } from '../../senders/combine.ts';
import { declaredForDomains } from '../../senders/declared.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { AggregateReport } from '../../senders/reports/model.ts';
import { readReportsInSteps } from '../../senders/reports/read-file.ts';
import { seenPolicies } from '../../senders/reports/seen-policies.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import { seenInReports } from '../../senders/reports/seen.ts';
import type { FiledReport } from '../../senders/reports/seen.ts';
import type { SeenSource } from '../../senders/seen-source.ts';
import { PlainText } from '../../text/plain-text.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import type { FileProblem } from './file-problem.ts';
import type { LoadedConfig } from './loaded-config.ts';
import { decodeText, decodeUtf16, encodeText, isBinary, isUtf16 } from './encoding.ts';
import { KnownFiles } from './known-files.ts';
import type { FileKind, ReadFile, Reading } from './known-files.ts';
import { readerOf, readOnInSteps, readTextOrLogInSteps } from './long-log.ts';
import type { LogReader } from './long-log.ts';
import type { DomainName } from '../../dns/names.ts';
import { isOutlookMessage, OUTLOOK_MESSAGE } from './outlook-message.ts';
import { chunksOf } from './text-file.ts';

/** The senders in a settings file and in the files that it names. */
export interface LoadedEvidence {
  readonly senders: readonly KnownSender[];
  /** Addresses that were seen, but whose owner is uncertain. */
  readonly others: readonly SeenSource[];
  /** The DMARC policies in reports, by domain. */
  readonly policies: ReadonlyMap<DomainName, SeenPolicy>;
  /** The bounce files, sorted by path. */
  readonly bounces: readonly BounceFile[];
  readonly problems: readonly FileProblem[];
}

const KNOWN = new WeakMap<LoadedConfig, LoadedEvidence>();

/** Reads the evidence once for the same settings. */
export function evidenceOf(
  settings: LoadedConfig,
  progress: Reading['progress'] = () => undefined,
): LoadedEvidence {
  const reading = { openText: () => undefined, progress };
  const known = KNOWN.get(settings) ?? finish(evidenceInSteps(settings, reading));
  KNOWN.set(settings, known);
  return known;
}

/** The evidence in the settings themselves, which is known before the files are read. */
export function declaredEvidence({ senders }: LoadedConfig): LoadedEvidence {
  return {
    senders,
    others: [],
    policies: new Map(),
    bounces: [],
    problems: [],
  };
}

const NO_BOUNCES: SeenInBounces = { senders: [], others: [] };

/** The same step by step. Files that have not changed since they were read are not read again. */
export function* evidenceInSteps(settings: LoadedConfig, reading: Reading): Steps<LoadedEvidence> {
  const problems: FileProblem[] = [];
  const filed: FiledReport[] = [];
  const at = { path: settings.path, folder: settings.evidenceFolder };
  const reports = settings.patternsOf('reports');
  for (const { path: file, read } of yield* REPORTS.matching(at, reports, reading, problems)) {
    for (const report of read.reports) filed.push({ report, path: file, ranges: read.isPlain });
  }
  const bounces = yield* BOUNCES.matching(at, settings.patternsOf('bounces'), reading, problems);
  const declared = declaredForDomains(settings.senders, new Set(filed.map(({ report }) => report.domain)));
  const seen = seenInReports(filed, declared);
  yield;
  const bounced =
    bounces.length === 0
      ? NO_BOUNCES
      : seenInBounces(bounces.map(({ path: file, read }) => ({ path: file, ...read })));
  return {
    senders: combineSenders(
      combineSenders(declared, seen.senders, [...seen.others, ...bounced.others]),
      bounced.senders,
    ),
    others: [...seen.others, ...bounced.others],
    policies: seenPolicies(filed),
    bounces: bounces.map(({ path: file, read: { text, evidence } }) => ({ path: file, text, evidence })),
    problems,
  };
}

/** Octets of memory, approximately, for the rows of all reports that a settings file names: 300,000 rows. */
export const MAX_KEPT_REPORTS = 64 * 1024 * 1024;
/** Characters of all bounces that a settings file names. For a log, only the failures count. */
export const MAX_KEPT_BOUNCES = 200 * 1024 * 1024;

interface ReadReportFile extends ReadFile {
  readonly reports: readonly AggregateReport[];
  /** Ranges in the reports are ranges in the file, because nothing was unpacked. */
  readonly isPlain: boolean;
}

const REPORT: FileKind<ReadReportFile> = {
  name: 'reports',
  most: MAX_KEPT_REPORTS,
  read: (file) => readReports(chunksOf(file)),
  readText: (text) => readReports([encodeText(text)]),
  unread: (fault) => ({ reports: [], faults: [fault], size: 0, isPlain: false }),
};

function* readReports(pieces: Iterable<Buffer>): Steps<ReadReportFile> {
  const { reports, problems, isPlain, kept } = yield* readReportsInSteps(pieces);
  return { reports, faults: problems, size: kept, isPlain };
}

interface ReadBounceFile extends ReadFile, Pick<BounceFile, 'text' | 'evidence'> {
  /** Set for a log, to continue reading when it grows. */
  readonly log: LogReader | undefined;
}

/** Octets of a file that are read in one piece. A bounce with the returned message is smaller, and so is the log of a few days. */
const WHOLE_LOG = 1024 * 1024;
/** Octets that are read from a file that is not a log. A bounce with the returned message is smaller. */
export const MAX_BOUNCE_TEXT = 16 * 1024 * 1024;
const CUT_BOUNCE = 'is larger than 16 MB, and is neither a mail log nor a mailbox: the rest was not read';
/** Logs that are read further when they grow. The state of a reader takes megabytes, and rotated logs do not grow. */
const MAX_READERS = 4;

const BOUNCE: FileKind<ReadBounceFile> = {
  name: 'bounces',
  most: MAX_KEPT_BOUNCES,
  *read(file, before, progress) {
    if (before?.log?.isStartOf(file) === true) {
      yield* readOnInSteps(file, before.log, progress);
      return readLog(before.log, before);
    }
    const given = yield* readTextOrLogInSteps(file, { whole: WHOLE_LOG, most: MAX_BOUNCE_TEXT, progress });
    switch (given.kind) {
      case 'log':
        return readLog(given.log);
      case 'text':
        if (isOutlookMessage(given.octets)) return this.unread(OUTLOOK_MESSAGE);
        if (isUtf16(given.octets)) return readBounces(decodeUtf16(given.octets));
        if (isBinary(given.octets)) return this.unread('is a binary file');
        return readBounces(decodeText(given.octets), given.isCut ? [CUT_BOUNCE] : []);
    }
  },
  *readText(text) {
    const log = text.length <= WHOLE_LOG ? undefined : readerOf(text);
    if (log === undefined) return readBounces(text);
    for (let at = 0; at < text.length; at += CHUNK) {
      log.take(encodeText(text.slice(at, at + CHUNK)));
      yield;
    }
    return { ...readLog(log), log: undefined };
  },
  unread: (fault) => ({ ...readBounces(''), faults: [fault] }),
  toKeep(read) {
    const readers = new Set(read.flatMap(({ log }) => log ?? []).slice(0, MAX_READERS));
    return read.map((one) =>
      one.log === undefined || readers.has(one.log) ? one : { ...one, log: undefined },
    );
  },
};

/** Code units of a text that are read in one step. */
const CHUNK = 65_536;

const REPORTS = new KnownFiles(REPORT);
const BOUNCES = new KnownFiles(BOUNCE);

function readBounces(text: string, faults: readonly string[] = []): ReadBounceFile {
  const evidence = text === '' ? [] : readEvidence(text);
  return { text: new PlainText(text), evidence, faults, size: text.length, log: undefined };
}

/** `before`: what was read before the log grew. Most lines of a log are not failures. */
function readLog(log: LogReader, before?: ReadBounceFile): ReadBounceFile {
  const text = log.excerpt();
  if (before?.text === text) return before;
  const evidence = text.length === 0 ? [] : readEvidence(text.text);
  return { text, evidence, faults: [], size: text.length, log };
}
