import type { Range } from '../../../text/range.ts';
import type { RawExpression } from './body.ts';

/** Where an expression is that has not been parsed. */
export function rangeOfExpression(raw: RawExpression): Range {
  return raw.kind === 'native' ? raw.range : raw.node.range;
}
