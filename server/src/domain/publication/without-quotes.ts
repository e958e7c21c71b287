import type { PolicyTitle } from '../../email/policy-text.ts';
import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import type { RuleFix } from '../../records/report.ts';
import type { TextSubject } from '../../records/subjects.ts';
import { spaced } from '../../records/words.ts';

/** A record for mail whose words are strings of their own, since no quotation marks stand around them. */
export interface WithoutQuotes {
  readonly kind: PolicyTitle;
  /** The strings end to end, as receivers read them. */
  readonly joined: string;
  /** Undefined where a part is not known. */
  readonly fix: RuleFix | undefined;
}

export function withoutQuotes({ record, rdata, value }: TextSubject): WithoutQuotes | undefined {
  if (record.publication?.quoting !== 'missing') return undefined;
  const meant = rdata.unquoted ?? spaced(rdata);
  const kind = policyTitleOf(meant, record.owner);
  if (kind === undefined) return undefined;
  const fix: RuleFix = {
    title: 'Put the text in quotation marks',
    safety: activationSafety(kind),
    edits: [{ kind: 'set-strings', strings: [meant] }],
  };
  return { kind, joined: value.text, fix: value.complete ? fix : undefined };
}
