import type { DnsFacts } from '../../../dns/facts.ts';
import { expandDomain, expandMacros } from '../expand.ts';
import { Faults } from '../faults.ts';
import { readMacroString } from '../macros.ts';
import { queryName } from './identity.ts';
import type { SenderValues } from './sender-values.ts';
import type { MatchedTerm } from './verdict.ts';

/** Code units. No SMTP reply is longer, and a few macros can produce a text of any length. */
const MAX_EXPLANATION = 4096;

/**
 * The explanation of a fail for the sender, from the text that `exp=` names: RFC 7208 §6.2. If there is any fault, there is no
 * explanation.
 */
export function explanationOf(
  { record, domain }: MatchedTerm,
  values: SenderValues,
  facts: DnsFacts,
): string | undefined {
  const spec = record.exp?.domain;
  if (spec === undefined) return undefined;
  values.enter(domain);
  const name = queryName(expandDomain(spec, values) ?? '');
  if (name === undefined || values.isAwaiting()) return undefined;
  const answer = facts.ask(name, 'TXT');
  const [only] = answer.status === 'data' && answer.data.length === 1 ? answer.data : [];
  if (only === undefined) return undefined;
  const text = only.join('');
  // A fault in it is a part that cannot be expanded.
  const parts = readMacroString(text, 0, text.length, 'explanation', new Faults());
  const explanation = expandMacros(parts, values, MAX_EXPLANATION) ?? '\0';
  // RFC 7208 §6.2: the text is limited to US-ASCII.
  const isText = /^[\x20-\x7e]*$/.test(explanation);
  return isText && !values.isAwaiting() ? explanation : undefined;
}
