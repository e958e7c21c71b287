import { printable } from '../../text/printable.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import { ReportBudget } from './budget.ts';
import { MAX_ATTACHMENTS } from './limits.ts';
import type { AggregateReport, ReadReports } from './model.ts';
import { hasFeedback, isGzip, isXml, isZip } from './recognize.ts';
import { RecognizingStage } from './recognizing-stage.ts';
import { CUT, DAMAGED, NO_REPORT, IGNORED } from './stage.ts';
import type { Stage } from './stage.ts';
import { GzipStage } from './unpack-gzip.ts';
import { MailStage } from './unpack-mail.ts';
import { ZipStage } from './unpack-zip.ts';
import { XmlStage } from './xml-stage.ts';

/** Octets of the file that are read at a time. They unpack to at most 4 MB. */
const PIECE = 4 * 1024;
/** Characters of an entry's name that a problem shows. */
const SHOWN_NAME = 100;

/** The reports in a file: XML, XML in gzip or zip, or a message with such attachments. It never throws. */
export function readReports(octets: Uint8Array): ReadReports {
  return finish(readReportsInSteps([octets]));
}

/** The same for a file that arrives in pieces. */
export function* readReportsInSteps(pieces: Iterable<Uint8Array>): Steps<ReadReports> {
  const file = new ReportFile();
  yield* file.read(pieces);
  return file.result();
}

class ReportFile {
  private readonly reports: AggregateReport[] = [];
  private readonly problems = new Set<string>();
  private readonly budget = new ReportBudget();
  private attachments = 0;
  private isPlain = false;

  *read(pieces: Iterable<Uint8Array>): Steps {
    const stage = new RecognizingStage((start) => this.whole(start));
    const isOver = (): boolean => stage.isDone || this.budget.spent !== undefined;
    for (const piece of pieces) {
      for (let at = 0; at < piece.length && !isOver(); at += PIECE) {
        const part = piece.subarray(at, at + PIECE);
        this.budget.takePacked(part.length);
        yield* stage.push(part);
        yield;
      }
      if (isOver()) break;
    }
    yield* stage.end();
  }

  result(): ReadReports {
    const { reports, isPlain, budget } = this;
    const { kept, spent } = budget;
    const problems = [...this.problems];
    // A report that was being read records where it was cut.
    if (spent !== undefined && !problems.some((one) => one.startsWith(spent))) problems.push(spent + CUT);
    return { reports, problems, isPlain, kept };
  }

  private readonly note = (problem: string): void => {
    this.problems.add(problem);
  };

  /** The file itself. */
  private whole(start: Uint8Array): Stage {
    const archive = this.archive(start);
    if (archive !== undefined) return archive;
    if (isXml(start)) {
      this.isPlain = true;
      return this.xml();
    }
    return new MailStage(
      () => new RecognizingStage((part) => this.attachment(part)),
      () => {
        if (this.attachments === 0 && this.budget.spent === undefined) this.note(NO_REPORT);
      },
    );
  }

  /** A part of a message. A message also has parts such as HTML and images. */
  private attachment(start: Uint8Array): Stage {
    if (!isGzip(start) && !isZip(start) && !(isXml(start) && hasFeedback(start))) return IGNORED;
    if (++this.attachments > MAX_ATTACHMENTS) {
      this.note(`has more than ${MAX_ATTACHMENTS} attachments${CUT}`);
      return IGNORED;
    }
    const name = `attachment ${this.attachments}`;
    return this.archive(start, name) ?? this.xml(name);
  }

  /** `name` is the name of the archive in the file, if it is a part of the file. */
  private archive(start: Uint8Array, name?: string): Stage | undefined {
    if (isGzip(start)) return new GzipStage(this.unpacked(name), this.budget, this.note);
    if (!isZip(start)) return undefined;
    const open = (entry: string): Stage => this.unpacked(`"${printable(entry.slice(0, SHOWN_NAME))}"`);
    return new ZipStage(open, this.budget, this.note);
  }

  /** A file from an archive. TLS reports are packed and sent in the same way. RFC 8460 §5.3. */
  private unpacked(name?: string): Stage {
    return new RecognizingStage((start) => {
      if (this.budget.spent !== undefined) return IGNORED;
      if (isXml(start)) return this.xml(name);
      this.note(start.length === 0 ? DAMAGED : NO_REPORT);
      return IGNORED;
    });
  }

  private xml(name?: string): Stage {
    return new XmlStage(this.budget, name, ({ report, problems }) => {
      if (report !== undefined) this.reports.push(report);
      for (const problem of problems) this.note(problem);
    });
  }
}
