import type { MappedText } from '../../../text/mapped-text.ts';
import { addressesOf, makeBounce, makeNotice } from '../make.ts';
import type { BounceParts } from '../make.ts';
import type { DeliveryEvidence, LocatedText, NoticeSubject } from '../model.ts';
import { namedIn } from '../named.ts';
import { readSmtpReply } from '../reply.ts';
import { addressesIn } from '../sending-ip.ts';
import type { JsonObject } from './json-text.ts';

/** The events of a mail service, recognized by their field names, not by their sender. */
export interface EventFormat {
  readonly name: string;
  readonly isEvent: (object: JsonObject) => boolean;
  /** What the event reports, one for each recipient. */
  readonly read: (object: JsonObject) => readonly DeliveryEvidence[];
}

type EventParts = Omit<BounceParts, 'reply' | 'action' | 'kind'>;

/**
 * A failure with the reply of a server, which may begin with `smtp;` as in a delivery report. `words` may be the
 * service's own if it did not try to deliver.
 */
export function failure(
  words: MappedText,
  action: BounceParts['action'],
  parts: EventParts & { readonly enhanced?: LocatedText | undefined },
): DeliveryEvidence {
  const prefix = /^\s{0,10}(?:smtp|x-\w{1,20});\s{0,10}|^\s{1,20}/i.exec(words.text)?.[0].length ?? 0;
  const reply = readSmtpReply(words, prefix, words.length);
  const named = namedIn(words, 0, words.length);
  // A reply names the client that connected to the server, which here is a server of the service.
  const clients = addressesIn(words).map((one) =>
    one.role === 'sending' ? ({ ...one, role: 'service' } as const) : one,
  );
  return makeBounce({
    namedDomain: named.domain,
    ...parts,
    time: readableTime(parts.time),
    reply: { ...reply, enhanced: reply.enhanced ?? parts.enhanced },
    action,
    addresses: [...(parts.addresses ?? []), ...clients],
  });
}

export function notice(
  subject: NoticeSubject,
  text: LocatedText | undefined,
  parts: {
    readonly recipient?: LocatedText | undefined;
    readonly envelopeFrom?: LocatedText | undefined;
    readonly time?: LocatedText | undefined;
    readonly facts?: readonly (readonly [string, string | undefined])[];
  },
): readonly DeliveryEvidence[] {
  if (text === undefined) return [];
  const facts = (parts.facts ?? []).flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [[label, value] as const],
  );
  return [makeNotice({ ...parts, time: readableTime(parts.time), subject, text, facts })];
}

/** Formats seconds or milliseconds since 1970 as a date, the way people and logs write it. */
function readableTime(found: LocatedText | undefined): LocatedText | undefined {
  if (found === undefined || !/^\d{9,13}(?:\.\d{1,9})?$/.test(found.value)) return found;
  const number = Number(found.value);
  return { ...found, value: new Date(number < 1e12 ? number * 1000 : number).toISOString() };
}

export { addressesOf };
