import type { Range } from '../../../text/range.ts';
import type { RawExpression } from './body.ts';

/** The place of an expression that is not read yet. */
export function rangeOfExpression(raw: RawExpression): Range {
  return raw.kind === 'native' ? raw.range : raw.node.range;
}
