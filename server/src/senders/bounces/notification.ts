import type { MappedText } from '../../text/mapped-text.ts';
import { findIn, foundIn } from './found.ts';
import type { Bounce } from './model.ts';
import { namedIn } from './named.ts';
import { readSmtpReply } from './reply.ts';
import { ipIn } from './sending-ip.ts';

/** Recipients of one notification that are read. */
const MAX_RECIPIENTS = 1000;

/** A recipient of whom a server said something, with what stands between the two. */
const RECIPIENT =
  /"emailAddress"\s{0,5}:\s{0,5}"([^"\\]{0,320})"[^{}]{0,2000}"diagnosticCode"\s{0,5}:\s{0,5}"(?:smtp;\s{0,3})?((?:[^"\\]|\\.){1,4000})"/dg;

/** The notification of a bounce that Amazon SES sends as JSON, in the text of a mail. */
export function readNotification(words: MappedText): readonly Bounce[] {
  const { text } = words;
  if (!/"(?:notification|event)Type"\s{0,5}:\s{0,5}"Bounce"/.test(text)) return [];
  const bounces: Bounce[] = [];
  for (const { indices } of text.matchAll(RECIPIENT)) {
    const [, recipient, answer] = indices ?? [];
    if (recipient === undefined || answer === undefined || bounces.length >= MAX_RECIPIENTS) break;
    const [start, end] = answer;
    const named = namedIn(words, start, end);
    bounces.push({
      kind: 'bounce',
      reply: readSmtpReply(words, start, end),
      action: 'failed',
      recipient: foundIn(words, recipient[0], recipient[1]),
      remoteMta: undefined,
      reportingMta: findIn(words, /"reportingMTA"\s{0,5}:\s{0,5}"(?:dns|dsn);\s{0,3}([\w.-]{1,255})"/d),
      ip: ipIn(words, start, end),
      envelopeFrom: findIn(words, /"source"\s{0,5}:\s{0,5}"([^"\\]{0,320})"/d),
      headerFrom: undefined,
      namedDomain: named.domain,
      time: findIn(words, /"timestamp"\s{0,5}:\s{0,5}"([\dT:.Z+-]{10,40})"/d),
      queueId: undefined,
      signatures: [],
    });
  }
  return bounces;
}
