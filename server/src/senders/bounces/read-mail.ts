import type { MappedText } from '../../text/mapped-text.ts';
import { readHeaders } from '../message/headers.ts';
import { readMessage } from '../message/parts.ts';
import { typedByContent } from './attachments.ts';
import { authenticationOf } from './authentication.ts';
import { deliveriesIn } from './deliveries.ts';
import { isJson, readEvents } from './events/read-events.ts';
import { readFeedbackReport } from './feedback-report.ts';
import type { Bounce, DeliveryEvidence } from './model.ts';
import { readPasted } from './pasted.ts';
import { readReport, readableTextOf } from './report.ts';

/** Characters of a message that are read. The report comes before the message that it returns. */
export const MAX_BOUNCE_MESSAGE = 1024 * 1024;
/** Nested messages that are opened, such as reports that were forwarded more than once. */
const MAX_NESTING = 4;

/**
 * What a message reports. A forwarded report is about the reported mail, so what receivers wrote into the outer message
 * (its time, Authentication-Results) is left out.
 */
export function readMailEvidence(text: MappedText): readonly DeliveryEvidence[] {
  const start = /^\s{0,1000}/.exec(text.text)?.[0].length ?? 0;
  const message = text.slice(start, Math.min(text.length, start + MAX_BOUNCE_MESSAGE));
  return mailEvidence(message, 0);
}

function mailEvidence(text: MappedText, nesting: number): readonly DeliveryEvidence[] {
  const read = readMessage(text);
  const message = { ...read, parts: typedByContent(read.parts) };
  const feedback = readFeedbackReport(message);
  if (feedback.length > 0) return feedback;
  const bounces = readReport(message);
  if (bounces.length > 0) return bounces;
  const deliveries = deliveriesIn(message);
  if (deliveries.length > 0) return deliveries;
  if (nesting < MAX_NESTING) {
    for (const { type, body } of message.parts) {
      if (type !== 'message/rfc822') continue;
      const inner = mailEvidence(body, nesting + 1);
      if (inner.length > 0) return inner;
    }
  }
  const words = readableTextOf(message.parts);
  const events = words !== undefined && isJson(words.text) ? readEvents(words) : [];
  if (events.length > 0) return events;
  const quoted = readQuoted(words).filter(hasCode);
  return quoted.length > 0 ? quoted : authenticationOf(readHeaders(text, 0, text.length).headers);
}

/** A message that discusses a report and quotes it. */
function readQuoted(words: MappedText | undefined): readonly Bounce[] {
  return words === undefined || !QUOTED.test(words.text) ? [] : readPasted(words);
}

const QUOTED = /^>[ >]|^(?:Reporting-MTA|Final-Recipient|Diagnostic-Code)[ \t]{0,5}:/m;

export function hasCode({ reply }: Bounce): boolean {
  return reply.smtp !== undefined || reply.enhanced !== undefined;
}
