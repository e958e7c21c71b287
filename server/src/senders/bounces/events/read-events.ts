import type { MappedText } from '../../../text/mapped-text.ts';
import type { DeliveryEvidence } from '../model.ts';
import { BREVO } from './brevo.ts';
import type { JsonObject } from './json-text.ts';
import { parsedObjects } from './json-text.ts';
import { MAILGUN } from './mailgun.ts';
import { MAILJET } from './mailjet.ts';
import type { EventFormat } from './model.ts';
import { POSTMARK } from './postmark.ts';
import { RESEND } from './resend.ts';
import { SENDGRID } from './sendgrid.ts';
import { SES } from './ses.ts';
import { SPARKPOST } from './sparkpost.ts';
import { TLS_REPORT } from './tls-report.ts';

/** The JSON formats. A new one is a file here, and a row. The first format that matches an object reads it. */
export const EVENT_FORMATS: readonly EventFormat[] = [
  SES,
  SENDGRID,
  POSTMARK,
  SPARKPOST,
  RESEND,
  BREVO,
  MAILJET,
  MAILGUN,
  TLS_REPORT,
];

/** Wrappers around an event that are opened. SQS, SNS and a Lambda function make 4. */
const MAX_WRAPPERS = 6;
/** Objects of one text that are compared with the formats, wrappers included. */
export const MAX_EVENT_OBJECTS = 200_000;
/** Events of one text that are read. */
export const MAX_EVENTS = 20_000;

/** Whether a text is JSON, as far as its start shows. */
export function isJson(text: string): boolean {
  return /^\uFEFF?\s{0,1000}(?:\{|\[\s{0,1000}\{)/.test(text.slice(0, 2100));
}

/** What the events in a JSON text report, in order; nothing if none has a known shape. */
export function readEvents(text: MappedText): readonly DeliveryEvidence[] {
  const found: DeliveryEvidence[] = [];
  let left = MAX_EVENT_OBJECTS;
  const look = (object: JsonObject, depth: number): void => {
    if (left-- <= 0 || found.length >= MAX_EVENTS) return;
    const format = EVENT_FORMATS.find((one) => one.isEvent(object));
    if (format !== undefined) {
      found.push(...format.read(object));
      return;
    }
    if (depth >= MAX_WRAPPERS) return;
    for (const inner of object.inner()) look(inner, depth + 1);
  };
  for (const object of parsedObjects(text)) {
    if (left <= 0 || found.length >= MAX_EVENTS) break;
    look(object, 0);
  }
  return found.slice(0, MAX_EVENTS);
}
