import type { DocumentPath } from '../../analysis/finding.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import { declaredEvidence, evidenceInSteps, type LoadedEvidence } from '../node/evidence-files.ts';
import type { Steps } from '../../text/steps.ts';
import { nextSlice } from './slice.ts';
import type { Turns } from './turns.ts';

/** The longest time in milliseconds that other work waits while reports and bounces are read. */
const SLICE = 20;

export interface EvidenceReaderContext {
  readonly turns: Turns;
  /** The text of a file that is open in the editor. It takes precedence over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  /** Called when evidence was read. */
  readonly evidenceRead: () => void;
  readonly failed: (fault: unknown) => void;
}

interface Known {
  readonly evidence: LoadedEvidence;
  /** The round in which reading began. */
  readonly round: number;
  /** Whether reading is still in progress. */
  readonly isRunning: boolean;
}

/**
 * Reads the senders in settings and in the files that they name. Until large files are read for the first time, only the senders in
 * the settings are known. When such files change, their previous evidence is used, so that results do not flicker.
 */
export class EvidenceReader {
  private readonly context: EvidenceReaderContext;
  private known = new WeakMap<LoadedConfig, Known>();
  /** Counts changes of files. */
  private round = 0;
  /** Counts changes of settings, so that reading for old settings stops. */
  private series = 0;

  constructor(context: EvidenceReaderContext) {
    this.context = context;
  }

  of(settings: LoadedConfig): LoadedEvidence {
    const known = this.known.get(settings);
    // Reading is not restarted: otherwise, a log that is written continuously would never be read to its end.
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

  /** Files that settings name have changed. */
  forgetFiles(): void {
    this.round++;
  }

  /** The settings have changed. */
  forget(): void {
    this.known = new WeakMap();
    this.series++;
  }

  private async goOn(settings: LoadedConfig, steps: Steps<LoadedEvidence>, round: number): Promise<void> {
    const { series } = this;
    for (;;) {
      await nextSlice(this.context.turns);
      if (series !== this.series) {
        // This closes the open file.
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

  /** `undefined`: there is more to read. */
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
