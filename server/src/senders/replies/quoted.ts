import type { ReplyText } from './model.ts';

/** Phrases after which servers and mail programs quote the reply of another server, with its codes. */
const QUOTES =
  /\b(?:said|says|responded|response|replied|reply|returned|answered|login)(?: with)?:\s{0,3}['"<]{0,2}\s{0,2}(?=[45][0-5]\d[ -])/i;

const CODES = /^([45][0-5]\d)[ -](?:#?([45]\.[0-7]\.\d{1,3})(?!\d))?/;

/** The reply in `… undeliverable address: host mx.example.net said: 550 5.1.1 user unknown`. */
export function quotedReply(text: string): ReplyText | undefined {
  const match = QUOTES.exec(text);
  if (match === null) return undefined;
  const inner = text.slice(match.index + match[0].length);
  const codes = CODES.exec(inner);
  return { smtp: codes?.[1], enhanced: codes?.[2], text: inner };
}
