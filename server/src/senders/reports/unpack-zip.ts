import { Inflate, Unzip } from 'fflate';
import type { UnzipDecoder, UnzipFile } from 'fflate';
import type { Steps } from '../../text/steps.ts';
import type { ReportBudget } from './budget.ts';
import { MAX_ARCHIVE_ENTRIES } from './limits.ts';
import { CUT, DAMAGED, NO_REPORT, UnpackedQueue } from './stage.ts';
import type { NoteProblem, Stage } from './stage.ts';

/**
 * Unpacks the files of a zip archive that may be reports, in order. The directory at its end is not read, so
 * overlapping entries, which only it can describe, are impossible.
 */
export class ZipStage implements Stage {
  private readonly open: (name: string) => Stage;
  private readonly note: NoteProblem;
  private readonly budget: ReportBudget;
  private readonly unzip: Unzip;
  private readonly unpacked = new UnpackedQueue();
  /** The entry that is being read. */
  private entry: Stage | undefined;
  private file: UnzipFile | undefined;
  private entries = 0;
  private hasReports = false;
  private isOver = false;

  /** `open` starts an entry with that name. */
  constructor(open: (name: string) => Stage, budget: ReportBudget, note: NoteProblem) {
    this.open = open;
    this.budget = budget;
    this.note = note;
    this.unzip = new Unzip((file) => {
      if (!this.isOver) this.begin(file);
    });
    this.unzip.register(InflateReports);
  }

  get isDone(): boolean {
    return this.isOver;
  }

  *push(octets: Uint8Array): Steps {
    if (!this.isOver) yield* this.unpack(octets, false);
  }

  *end(): Steps {
    // If the input was cut, its end is missing.
    if (!this.isOver && this.budget.spent === undefined) {
      yield* this.unpack(new Uint8Array(0), true);
      if (this.entries === 0) this.stop(DAMAGED);
      else if (!this.hasReports) this.note(NO_REPORT);
    }
    this.endEntry();
    yield* this.unpacked.passOn();
  }

  private begin(file: UnzipFile): void {
    this.endEntry();
    if (++this.entries > MAX_ARCHIVE_ENTRIES) {
      this.stop(`has more than ${MAX_ARCHIVE_ENTRIES} files${CUT}`);
      return;
    }
    const entry = isReportName(file.name) ? this.open(file.name) : undefined;
    this.entry = entry;
    this.hasReports ||= entry !== undefined;
    this.file = file;
    file.ondata = (error, chunk, isLast) => {
      // This also covers compression methods that report archives do not use.
      if (error !== null) this.stop(DAMAGED);
      else if (entry !== undefined) this.unpacked.add(entry, chunk);
      if (isLast && this.entry === entry) this.endEntry();
    };
    // The library keeps entries in memory that were not started.
    file.start();
  }

  private *unpack(octets: Uint8Array, isLast: boolean): Steps {
    // Entries that are not read further are not unpacked further.
    if (this.entry?.isDone === true) this.file?.terminate();
    try {
      this.unzip.push(octets, isLast);
    } catch {
      this.stop(DAMAGED);
    }
    yield* this.unpacked.passOn();
  }

  private endEntry(): void {
    if (this.entry !== undefined) this.unpacked.end(this.entry);
    this.entry = undefined;
  }

  private stop(problem: string): void {
    if (!this.isOver) this.note(problem);
    this.isOver = true;
  }
}

/** Whether it is neither a folder nor a file that file managers leave behind. */
function isReportName(name: string): boolean {
  return /\.xml$/i.test(name) && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(name);
}

/** Inflates a possible report only as long as it is read, and skips the rest, which may be a zip bomb. */
class InflateReports implements UnzipDecoder {
  static readonly compression = 8;
  ondata: UnzipDecoder['ondata'] = () => undefined;
  private inflate: Inflate | undefined;

  constructor(name: string) {
    if (!isReportName(name)) return;
    this.inflate = new Inflate((chunk, isLast) => {
      this.ondata(null, chunk, isLast);
    });
  }

  push(chunk: Uint8Array, isLast: boolean): void {
    this.inflate?.push(chunk, isLast);
    if (this.inflate === undefined && isLast) this.ondata(null, new Uint8Array(0), true);
  }

  readonly terminate = (): void => {
    this.inflate = undefined;
  };
}
