import type { TokenExplanation } from '../policy-record.ts';
import type { PolicyField, StsPolicy } from './policy-file.ts';
import { markup, type Markdown } from '../../text/markdown.ts';

const FILE = 'RFC 8461 §3.2';

const MODES: Readonly<Record<string, Markdown>> = {
  enforce: markup`Senders deliver only to hosts that an \`mx\` line names and that have a valid certificate for their name. Else they try the next MX, and later again.`,
  testing: markup`Senders deliver whatever they find, and report where the policy is not met (TLS-RPT).`,
  none: markup`Senders act as if there were no policy. That is how a policy is taken back: those who know the old one fetch this.`,
};

const MEANINGS: Readonly<Record<string, (value: string) => Markdown>> = {
  version: () => markup`The version of the policy. The only one is \`STSv1\`.`,
  mode: (value) =>
    (Object.hasOwn(MODES, value) ? MODES[value] : undefined) ??
    markup`What senders do where the policy is not met: \`enforce\`, \`testing\` or \`none\`.`,
  max_age: () =>
    markup`Seconds for which senders keep the policy. They look at the \`id\` of the TXT record before, so a long time is no risk; weeks are usual, a year is the most.`,
  mx: () =>
    markup`A host that may take the mail of the domain: every host of its MX has to be named. \`*.\` stands for exactly one label.`,
};

/** What the line at `offset` of the file means. */
export function explainStsPolicy({ fields }: StsPolicy, offset: number): TokenExplanation | undefined {
  const field = fields.find(({ range }) => range.start <= offset && offset < range.end);
  return field && { range: field.range, title: `${field.key}:`, text: textOf(field), specs: [FILE] };
}

function textOf({ key, value }: PolicyField): Markdown {
  const meaning = Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined;
  return meaning?.(value) ?? markup`RFC 8461 does not have this field. Senders skip it.`;
}
