import { DecodeUTF8 } from 'fflate';
import type { Steps } from '../../text/steps.ts';
import type { ReportBudget } from './budget.ts';
import type { AggregateReport } from './model.ts';
import { ReportReader } from './read-xml.ts';
import type { Stage } from './stage.ts';

/** Octets that are decoded at a time. */
const PIECE = 16 * 1024;

export interface ReadXml {
  readonly report: AggregateReport | undefined;
  readonly problems: readonly string[];
}

/** Reads one report. */
export class XmlStage implements Stage {
  private readonly budget: ReportBudget;
  private readonly reader: ReportReader;
  private readonly decoder: DecodeUTF8;
  private readonly ended: (read: ReadXml) => void;

  constructor(budget: ReportBudget, name: string | undefined, ended: (read: ReadXml) => void) {
    this.budget = budget;
    this.ended = ended;
    const reader = new ReportReader(budget, name);
    this.reader = reader;
    this.decoder = new DecodeUTF8((text) => {
      reader.write(text);
    });
  }

  get isDone(): boolean {
    return this.reader.isDone;
  }

  *push(octets: Uint8Array): Steps {
    for (let at = 0; at < octets.length && !this.reader.isDone; at += PIECE) {
      const piece = octets.subarray(at, at + PIECE);
      this.budget.takeUnpacked(piece.length);
      this.reader.checkBudget();
      if (!this.isDone) this.decoder.push(piece);
      yield;
    }
  }

  *end(): Steps {
    this.reader.checkBudget();
    const report = this.reader.finish();
    this.ended({ report, problems: this.reader.problems });
    yield;
  }
}
