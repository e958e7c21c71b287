import type { ReplyText } from './model.ts';

/** Whose server rejected the mail: the sender's (its submission server, provider or sending service), or the recipient's. */
export type RefusingSide = 'sender' | 'recipient';

/** Reply codes about logins. RFC 4954 §6. */
const LOGIN_CODES = new Set(['530', '534', '535', '538']);

/** Wording that only the sender's own server or service uses. */
const OWN_WORDS = [
  /\byour (?:\w{1,12} ){0,2}(?:account|plan|subscription|quota|credits?|limit|mailbox|organi[sz]ation|API)\b/i,
  /\b(?:submission|SMTP AUTH|API|app password|log(?:ged)?[- ]?in|logon)\b/i,
  /"(?:message|error|errors|code|statusCode|name)" ?:/i,
];

/** `undefined` if neither the reply nor the report shows it. */
export function refusedBy({ smtp, host }: ReplyText, text: string): RefusingSide | undefined {
  if (smtp !== undefined && LOGIN_CODES.has(smtp)) return 'sender';
  if (OWN_WORDS.some((words) => words.test(text))) return 'sender';
  return host === undefined ? undefined : 'recipient';
}

/** The wording that servers use for the rejected command, and a phrase for it. */
const STAGES: readonly (readonly [words: RegExp, stage: string])[] = [
  [/\bclient host rejected\b|\bin reply to (?:the )?(?:connect|initial)/i, 'when the server connected'],
  [/\b(?:helo|ehlo) command rejected\b|\bin reply to (?:HELO|EHLO) command/i, 'at EHLO'],
  [/\bsender address rejected\b|\bin reply to MAIL FROM command/i, 'at MAIL FROM'],
  [/\brecipient address rejected\b|\bin reply to RCPT TO command/i, 'at RCPT TO'],
  [/\bend of data\b|\bin reply to DATA\b|\bafter DATA\b/i, 'after the message was sent'],
];

/** The step of the SMTP session that was rejected; `undefined` if the reply does not show it. */
export function stageOf(text: string): string | undefined {
  return STAGES.find(([words]) => words.test(text))?.[1];
}
