import type { Range } from '../../../text/range.ts';
import type { RawExpression } from './body.ts';

/** Where an expression stands that nobody has read yet. */
export function rangeOfExpression(raw: RawExpression): Range {
  return raw.kind === 'native' ? raw.range : raw.node.range;
}
