import type { Random } from '../../soak/random.ts';
import type { Branches } from './branches.ts';
import type { Workbench } from './workbench.ts';
import { changingSteps } from './changing-steps.ts';
import { reportSteps } from './report-steps.ts';
import { typingSteps } from './typing-steps.ts';
import { askingSteps } from './asking-steps.ts';

/** What a step works with. */
export interface Session {
  readonly workbench: Workbench;
  readonly branches: Branches;
  readonly random: Random;
  /** Counts things of that kind, one where no number is given. */
  readonly did: (what: string, times?: number) => void;
  /** Records what was chosen, to find out later how a fault happened. */
  readonly write: (line: string) => void;
  /** The server is about to be started anew, on purpose. */
  readonly serverStops: () => void;
}

/** Something a user does. It throws where that does not go as it should. */
export interface Step {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  readonly run: (session: Session) => Promise<void>;
}

export const steps: readonly Step[] = [...typingSteps, ...askingSteps, ...changingSteps, ...reportSteps];
