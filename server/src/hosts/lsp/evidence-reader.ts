import type { LoadedConfig } from '../node/config-files.ts';
import { declaredEvidence, evidenceInSteps, type Evidence } from '../node/evidence-files.ts';
import type { Steps } from '../../text/steps.ts';
import type { Turns } from './turns.ts';

/** Milliseconds that others wait at most while reports and bounces are read. */
const SLICE = 20;

export interface EvidenceReaderContext {
  readonly turns: Turns;
  /** More is known now. */
  readonly evidenceRead: () => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * Who sends, by settings and by the files that they name. Until large files are read only what the settings say is
 * known.
 */
export class EvidenceReader {
  private readonly context: EvidenceReaderContext;
  private known = new WeakMap<LoadedConfig, Evidence>();
  /** Counts what was forgotten, so that work for it ends. */
  private series = 0;

  constructor(context: EvidenceReaderContext) {
    this.context = context;
  }

  of(settings: LoadedConfig): Evidence {
    const known = this.known.get(settings);
    if (known !== undefined) return known;
    const steps = evidenceInSteps(settings);
    const evidence = this.slice(steps);
    this.known.set(settings, evidence ?? declaredEvidence(settings));
    if (evidence === undefined) void this.goOn(settings, steps).catch(this.context.failed);
    return this.known.get(settings) ?? declaredEvidence(settings);
  }

  /** The settings, or files that they name, are others now. */
  forget(): void {
    this.known = new WeakMap();
    this.series++;
  }

  private async goOn(settings: LoadedConfig, steps: Steps<Evidence>): Promise<void> {
    const { series } = this;
    for (;;) {
      await this.context.turns.pause();
      if (series !== this.series) {
        // Closes the file that it has open.
        steps.return(declaredEvidence(settings));
        return;
      }
      const evidence = this.slice(steps);
      if (evidence === undefined) continue;
      this.known.set(settings, evidence);
      this.context.evidenceRead();
      return;
    }
  }

  /** `undefined`: there is more to do. */
  private slice(steps: Steps<Evidence>): Evidence | undefined {
    const { turns } = this.context;
    const end = turns.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (turns.now() < end);
    return undefined;
  }
}
