import type { PolicyTitle } from '../../email/policy-text.ts';
import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import type { RuleFix } from '../../records/report.ts';
import type { TextSubject } from '../../records/subjects.ts';
import { spaced } from '../../records/words.ts';

/** A mail record whose words are separate strings, because there are no quotes around them. */
export interface WithoutQuotes {
  readonly kind: PolicyTitle;
  /** The strings joined, as receivers read them. */
  readonly joined: string;
  /** Undefined if part of the value is unknown. */
  readonly fix: RuleFix | undefined;
}

export function withoutQuotes({ record, rdata, value }: TextSubject): WithoutQuotes | undefined {
  if (record.publication?.quoting !== 'missing') return undefined;
  const meant = rdata.unquoted ?? spaced(rdata);
  const kind = policyTitleOf(meant, record.owner);
  if (kind === undefined) return undefined;
  const fix: RuleFix = {
    title: 'Put the value in quotes',
    safety: activationSafety(kind),
    edits: [{ kind: 'set-strings', strings: [meant] }],
  };
  return { kind, joined: value.text, fix: value.complete ? fix : undefined };
}
