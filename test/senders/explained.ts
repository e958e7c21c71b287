import assert from 'node:assert/strict';

import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import type { ExplainedBounce } from '../../server/src/features/explain-bounce.ts';
import type { ReplyExplanation } from '../../server/src/senders/replies/model.ts';
import { environment } from '../harness/workspace.ts';

/** Bounces explained where no file is at hand. */
export function explained(text: string): readonly ExplainedBounce[] {
  return explainBounces(text, () => createWorkspace(environment()));
}

/** The explanation of the only reply in a text. */
export function explanationOf(text: string): ReplyExplanation {
  const [first, ...others] = explained(text);
  assert.ok(first !== undefined && others.length === 0, `${others.length + 1} replies in "${text}"`);
  return first.explanation;
}
