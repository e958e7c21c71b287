import { KINDS } from './kinds.ts';
import type { Kind } from './kind.ts';
import type { ReplyExplanation, ReplyText } from './model.ts';
import { refusedBy } from './refused-by.ts';
import type { SearchedText } from './searched-text.ts';

/** The kind of a reply that is in no table, by its key words; `undefined` if they match no kind. */
export function kindOf(reply: ReplyText, text: SearchedText): ReplyExplanation | undefined {
  return kindAmong(KINDS, reply, text);
}

/** The same for a reply that only a code explains, if its words say more than the code. */
export function clearKindOf(reply: ReplyText, text: SearchedText): ReplyExplanation | undefined {
  const first = KINDS.find((one) => fits(one, reply, text));
  return first === undefined || first.isVague === true ? undefined : kindAmong([first], reply, text);
}

function kindAmong(
  kinds: readonly Kind[],
  reply: ReplyText,
  text: SearchedText,
): ReplyExplanation | undefined {
  const kind =
    kinds.find(({ ownCode }) => reply.smtp !== undefined && ownCode?.test(reply.smtp) === true) ??
    kinds.find((one) => fits(one, reply, text));
  if (kind === undefined) return undefined;
  const { id, fault, meaning, dnsFixable, causes, action } =
    refusedBy(reply, text.text) === 'sender' ? { ...kind, ...kind.bySender } : kind;
  return {
    id,
    known: true,
    fault,
    software: undefined,
    meaning: `mailtxt does not recognize this exact wording. Its key words suggest: ${meaning}`,
    dnsFixable,
    causes,
    action,
  };
}

function fits({ words, unless, codes }: Kind, { smtp, enhanced }: ReplyText, text: SearchedText): boolean {
  const code = smtp ?? enhanced;
  if (codes !== undefined && (code === undefined || !codes.test(code))) return false;
  if (unless !== undefined && text.matches(unless)) return false;
  return words.some((one) => text.matches(one));
}
