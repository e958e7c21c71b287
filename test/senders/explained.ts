import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import type { ExplainedBounce } from '../../server/src/features/explain-bounce.ts';
import { surroundings } from '../harness/workspace.ts';

/** Bounces explained where no file is at hand. */
export function explained(text: string): readonly ExplainedBounce[] {
  return explainBounces(text, () => createWorkspace(surroundings()));
}
