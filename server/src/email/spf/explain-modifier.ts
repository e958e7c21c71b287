import { rangeOf } from '../../text/range.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import type { TokenExplanation } from '../policy-record.ts';
import { explainMacroAt } from './explain-domain.ts';
import type { Modifier, SpfRecord } from './model.ts';
import { holds } from './offsets.ts';
import { markup, type Markdown } from '../../text/markdown.ts';

export function explainModifier(record: SpfRecord, term: Modifier, offset: number): TokenExplanation {
  if (term.kind === 'unknown-modifier') {
    return explainMacroAt(term.value, offset) ?? explainUnknown(term);
  }
  // The name and its `=`, which can be missing.
  const name = rangeOf(term.nameRange.start, Math.min(term.nameRange.end + 1, term.range.end));
  return {
    range: holds(name, offset) ? name : term.range,
    title: `${term.kind}=`,
    text: term.kind === 'redirect' ? redirectText(record) : EXP_TEXT,
    specs: term.kind === 'redirect' ? ['RFC 7208 §6.1', 'RFC 7208 §4.6.4'] : ['RFC 7208 §6.2'],
  };
}

const EXP_TEXT = markup`Names a TXT record whose text explains a fail to the sender, in the reply that rejects the message. It does not change the result and does not count as a lookup.`;

function redirectText(record: SpfRecord): Markdown {
  const all = record.terms.find((term) => term.kind === 'all');
  const here =
    all === undefined
      ? markup`Here, it decides the result for every sender that no mechanism matches.`
      : markup`Here, it is ignored, because the record has an \`all\`.`;
  return markup`If no mechanism matches, the SPF record of the other domain is used instead of a default result. If that domain has no SPF record, the result is permerror. Uses 1 lookup, plus those of the other record.\n\n${here}`;
}

/** Modifiers of RFC 6652 §3. */
const REPORTING: Readonly<Record<string, Markdown>> = {
  ra: markup`Requests reports about SPF failures. The reports go to this local part at the domain of the record.`,
  rp: markup`The percentage of failures to report, 0 to 100. The default is 100.`,
  rr: markup`Which results to report: \`all\`, or \`e\` (errors), \`f\` (fail), \`s\` (softfail) and \`n\` (neutral), separated by colons.`,
};

function explainUnknown(term: Extract<Modifier, { kind: 'unknown-modifier' }>): TokenExplanation {
  const name = asciiLowerCase(term.name);
  const reporting = Object.hasOwn(REPORTING, name) ? REPORTING[name] : undefined;
  const isReporting = reporting !== undefined;
  return {
    range: term.range,
    title: `${term.name}=`,
    text:
      reporting ??
      markup`A modifier that SPF does not define. Receivers ignore it silently, so it neither allows nor forbids anything.`,
    specs: isReporting ? ['RFC 6652 §3'] : ['RFC 7208 §6'],
  };
}
