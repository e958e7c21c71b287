import type { DocumentPath } from '../../analysis/finding.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import { declaredEvidence, evidenceInSteps, type LoadedEvidence } from '../node/evidence-files.ts';
import type { Steps } from '../../text/steps.ts';
import { nextSlice } from './slice.ts';
import type { Turns } from './turns.ts';

/** Milliseconds that others wait at most while reports and bounces are read. */
const SLICE = 20;

export interface EvidenceReaderContext {
  readonly turns: Turns;
  /** The text of a file that is open in the editor: it wins over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  /** More is known now. */
  readonly evidenceRead: () => void;
  readonly failed: (fault: unknown) => void;
}

interface Known {
  readonly evidence: LoadedEvidence;
  /** The round in which reading it began. */
  readonly round: number;
  /** There is more to come. */
  readonly isRunning: boolean;
}

/**
 * Who sends, by settings and by the files that they name. Until large files are read for the first time only what the
 * settings say is known; when such files change, what they said before is, so that nothing comes and goes.
 */
export class EvidenceReader {
  private readonly context: EvidenceReaderContext;
  private known = new WeakMap<LoadedConfig, Known>();
  /** Counts how often files became others. */
  private round = 0;
  /** Counts how often settings did, so that work for them ends. */
  private series = 0;

  constructor(context: EvidenceReaderContext) {
    this.context = context;
  }

  of(settings: LoadedConfig): LoadedEvidence {
    const known = this.known.get(settings);
    // What is being read is read to its end: a log that somebody writes to would never be read else.
    if (known !== undefined && (known.isRunning || known.round === this.round)) return known.evidence;
    const { openText } = this.context;
    const steps = evidenceInSteps(settings, { openText, progress: () => undefined });
    const { round } = this;
    const read = this.slice(steps);
    const evidence = read ?? known?.evidence ?? declaredEvidence(settings);
    this.known.set(settings, { evidence, round, isRunning: read === undefined });
    if (read === undefined) {
      this.goOn(settings, steps, round).catch((fault: unknown) => {
        this.known.set(settings, { evidence, round, isRunning: false });
        this.context.failed(fault);
      });
    }
    return evidence;
  }

  /** Files that settings name are others now. */
  forgetFiles(): void {
    this.round++;
  }

  /** The settings are. */
  forget(): void {
    this.known = new WeakMap();
    this.series++;
  }

  private async goOn(settings: LoadedConfig, steps: Steps<LoadedEvidence>, round: number): Promise<void> {
    const { series } = this;
    for (;;) {
      await nextSlice(this.context.turns);
      if (series !== this.series) {
        // Closes the file that it has open.
        steps.return(declaredEvidence(settings));
        return;
      }
      const evidence = this.slice(steps);
      if (evidence === undefined) continue;
      this.known.set(settings, { evidence, round, isRunning: false });
      this.context.evidenceRead();
      return;
    }
  }

  /** `undefined`: there is more to do. */
  private slice(steps: Steps<LoadedEvidence>): LoadedEvidence | undefined {
    const { turns } = this.context;
    const end = turns.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (turns.now() < end);
    return undefined;
  }
}
