import type { SetReading } from '../../record-sets/record-set.ts';
import { rangeOf } from '../../text/range.ts';

/**
 * UTF-16 units of a template that is read. Azure accepts none larger than this (4 MB).
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices
 */
export const MAX_TEMPLATE_LENGTH = 4_194_304;

/** The result for a larger one. */
export function tooLong(): SetReading {
  const message = `The template has more than ${MAX_TEMPLATE_LENGTH} characters, so it was not read.`;
  return {
    sets: [],
    problems: [{ message, range: rangeOf(0, 1), unread: { kind: 'limit' } }],
    hasTemplates: true,
    literalAt: () => undefined,
  };
}
