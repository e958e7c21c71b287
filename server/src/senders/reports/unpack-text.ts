import { strFromU8 } from 'fflate';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import { ReportBudget } from './budget.ts';
import { hasFeedback, isGzip, isJsonObject, isXml, isZip } from './recognize.ts';
import { RecognizingStage } from './recognizing-stage.ts';
import { IGNORED } from './stage.ts';
import type { Stage } from './stage.ts';
import { GzipStage } from './unpack-gzip.ts';
import { MailStage } from './unpack-mail.ts';
import { ZipStage } from './unpack-zip.ts';

/** Octets of all reports of one file that are kept as text. A report of a large receiver has a few megabytes. */
export const MAX_REPORT_TEXT = 16 * 1024 * 1024;
/** Octets that are unpacked at a time. */
const PIECE = 4 * 1024;

/**
 * The reports, each as text, in a packed file: gzip, zip, or a message with such an attachment (RFC 9990 §3.3, RFC 8460
 * §5.3). None if the file contains no packed report. The limits are those of all report files.
 */
export function unpackReportTexts(octets: Uint8Array): readonly string[] {
  if (!isGzip(octets) && !isZip(octets) && !isReportMail(octets)) return [];
  const budget = new ReportBudget();
  const kept = new KeptReports(budget);
  const report = (start: Uint8Array): Stage =>
    !kept.isFull && ((isXml(start) && hasFeedback(start)) || isJsonObject(start)) ? kept.begin() : IGNORED;
  const packed = (start: Uint8Array): Stage => {
    const ignore = (): void => undefined;
    if (isGzip(start)) return new GzipStage(new RecognizingStage(report), budget, ignore);
    if (isZip(start)) return new ZipStage(() => new RecognizingStage(report), budget, ignore);
    return report(start);
  };
  const whole = (start: Uint8Array): Stage =>
    isGzip(start) || isZip(start)
      ? packed(start)
      : new MailStage(
          () => new RecognizingStage(packed),
          () => undefined,
        );
  finish(through(new RecognizingStage(whole), octets, budget));
  return kept.texts();
}

/** A message that says that it contains a report. Other messages also have archives. */
function isReportMail(octets: Uint8Array): boolean {
  const start = strFromU8(octets.subarray(0, MAIL_START), true);
  return (
    /^[!-9;-~]{1,100}:/.test(start) &&
    !/report-type\s{0,5}=\s{0,5}"?(?:delivery-status|feedback-report)/i.test(start) &&
    (/report-type\s{0,5}=\s{0,5}"?tlsrpt/i.test(start) ||
      /^(?:Subject:.{0,300}Report[- ]Domain:|TLS-Report-)/im.test(start))
  );
}

/** Octets of a message that are searched for a statement that it contains a report. */
const MAIL_START = 65_536;

function* through(stage: Stage, octets: Uint8Array, budget: ReportBudget): Steps {
  for (let at = 0; at < octets.length && !stage.isDone && budget.spent === undefined; at += PIECE) {
    const part = octets.subarray(at, at + PIECE);
    budget.takePacked(part.length);
    yield* stage.push(part);
  }
  yield* stage.end();
}

/** The reports that are kept, at most {@link MAX_REPORT_TEXT} octets in total. */
class KeptReports {
  private readonly budget: ReportBudget;
  private readonly reports: Uint8Array[][] = [];
  private size = 0;

  constructor(budget: ReportBudget) {
    this.budget = budget;
  }

  get isFull(): boolean {
    return this.size >= MAX_REPORT_TEXT || this.budget.spent !== undefined;
  }

  /** The stage that keeps the next report. */
  begin(): Stage {
    const pieces: Uint8Array[] = [];
    this.reports.push(pieces);
    const isFull = (): boolean => this.isFull;
    const keep = (octets: Uint8Array): void => {
      if (this.isFull) return;
      this.budget.takeUnpacked(octets.length);
      pieces.push(octets.slice());
      this.size += octets.length;
    };
    return {
      get isDone() {
        return isFull();
      },
      *push(octets) {
        keep(octets);
      },
      *end() {
        // There is nothing beyond what was kept.
      },
    };
  }

  texts(): readonly string[] {
    return this.reports.map(textOf).filter((text) => text !== '');
  }
}

function textOf(pieces: readonly Uint8Array[]): string {
  const all = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return strFromU8(all);
}
