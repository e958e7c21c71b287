import type { LocatedText } from '../senders/bounces/model.ts';
import type { ExplainedBounce } from './explain-bounce.ts';

type WithEvidence = Pick<ExplainedBounce, 'evidence'>;

/** The text that was explained. */
export function explainedTextOf({ evidence }: WithEvidence): LocatedText {
  return evidence.kind === 'bounce' ? evidence.reply.text : evidence.text;
}

/** `550 5.7.23`; for a header, the method and its result. */
export function codeOf({ evidence }: WithEvidence): string | undefined {
  if (evidence.kind === 'authentication') return `${evidence.method}=${evidence.result}`;
  if (evidence.kind === 'notice') return undefined;
  const { smtp, enhanced } = evidence.reply;
  return [smtp?.value, enhanced?.value].filter((code) => code !== undefined).join(' ') || undefined;
}
