import type { TokenExplanation } from '../policy-record.ts';
import type { PolicyField, StsPolicy } from './policy-file.ts';
import { markup, type Markdown } from '../../text/markdown.ts';

const FILE = 'RFC 8461 §3.2';

const MODES: Readonly<Record<string, Markdown>> = {
  enforce: markup`Senders deliver only to hosts that are in an \`mx\` line and have a valid certificate for their name. Otherwise, they try the next MX host, and retry later.`,
  testing: markup`Senders deliver in any case, and report failures of the policy (TLS-RPT).`,
  none: markup`Senders act as if there were no policy. Use this mode to withdraw a policy: senders that cached the old one fetch this one.`,
};

const MEANINGS: Readonly<Record<string, (value: string) => Markdown>> = {
  version: () => markup`The version of the policy. The only one is \`STSv1\`.`,
  mode: (value) =>
    (Object.hasOwn(MODES, value) ? MODES[value] : undefined) ??
    markup`What senders do when the policy is not met: \`enforce\`, \`testing\` or \`none\`.`,
  max_age: () =>
    markup`How long senders cache the policy, in seconds. They check the \`id\` of the TXT record in the meantime, so a long time is not a risk. Weeks are usual, and the maximum is a year.`,
  mx: () =>
    markup`A host that accepts mail for the domain. The policy must list every MX host. \`*.\` stands for exactly one label.`,
};

/** The meaning of the line at `offset` of the file. */
export function explainStsPolicy({ fields }: StsPolicy, offset: number): TokenExplanation | undefined {
  const field = fields.find(({ range }) => range.start <= offset && offset < range.end);
  return field && { range: field.range, title: `${field.key}:`, text: textOf(field), specs: [FILE] };
}

function textOf({ key, value }: PolicyField): Markdown {
  const meaning = Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined;
  return meaning?.(value) ?? markup`RFC 8461 does not define this field. Senders ignore it.`;
}
