import { rangeOf } from '../../../text/range.ts';
import { MappedText } from '../../../text/mapped-text.ts';
import type { BounceParts } from '../make.ts';
import type { DeliveryEvidence, LocatedText, NoticeSubject } from '../model.ts';
import type { JsonObject } from './json-text.ts';
import { addressesOf, failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

const EVENTS =
  /^(?:Bounce|Complaint|Delivery|Send|Reject|Open|Click|Rendering Failure|RenderingFailure|DeliveryDelay|Subscription|AmazonSnsSubscriptionSucceeded)$/;

/** Notifications of Amazon SES, and the events that it publishes. */
export const SES: EventFormat = {
  name: 'Amazon SES',
  isEvent: (object) => EVENTS.test(typeOf(object)?.value ?? ''),
  read: (object) => {
    const type = typeOf(object);
    switch (type?.value) {
      case 'Bounce':
        return failures(object, 'bounce', 'bouncedRecipients', 'failed');
      case 'DeliveryDelay':
        return failures(object, 'deliveryDelay', 'delayedRecipients', 'delayed');
      case 'Reject':
      case 'RenderingFailure':
      case 'Rendering Failure':
        return refused(object, type);
      case 'Complaint':
        return complaints(object, type);
      default:
        return notice(subjectOf(type?.value), type, {
          recipient: object.at('delivery', 'recipients', 0) ?? object.at('mail', 'destination', 0),
          envelopeFrom: object.at('mail', 'source'),
          time: object.at('delivery', 'timestamp') ?? object.at('mail', 'timestamp'),
          facts: [['Reply', object.value('delivery', 'smtpResponse')]],
        });
    }
  },
};

function typeOf(object: JsonObject): LocatedText | undefined {
  return object.at('notificationType') ?? object.at('eventType');
}

function subjectOf(type: string | undefined): NoticeSubject {
  switch (type) {
    case 'Delivery':
      return 'delivered';
    case 'Send':
      return 'accepted';
    case 'Subscription':
      return 'unsubscribed';
    case 'Open':
    case 'Click':
      return 'engagement';
    default:
      return 'configuration';
  }
}

function common(object: JsonObject, kind: string): Omit<BounceParts, 'reply' | 'action'> {
  return {
    reportingMta: hostOf(object, kind),
    // "sourceIp" is the program that called the API. "remoteMtaIp" is the receiving server.
    addresses: addressesOf(
      ['receiving', object.at(kind, 'remoteMtaIp')],
      ['api-client', object.at('mail', 'sourceIp')],
    ),
    envelopeFrom: object.at('mail', 'source'),
    time: object.at(kind, 'timestamp') ?? object.at('mail', 'timestamp'),
    queueId: object.at('mail', 'messageId'),
  };
}

/** `dns; a8-70.smtp-out.amazonses.com` */
function hostOf(object: JsonObject, kind: string): LocatedText | undefined {
  const text = object.textAt(kind, 'reportingMTA');
  if (text === undefined) return undefined;
  const start = /^(?:dns|dsn);\s{0,5}/i.exec(text.text)?.[0].length ?? 0;
  const range = text.toSource(rangeOf(start, text.length));
  return range === undefined ? undefined : { value: text.text.slice(start), range };
}

function failures(
  object: JsonObject,
  kind: string,
  recipients: string,
  action: BounceParts['action'],
): readonly DeliveryEvidence[] {
  const parts = common(object, kind);
  return object.objects(kind, recipients).map((one) => {
    // Without a reply, the service did not try to deliver, and only its own words are available.
    const words =
      one.textAt('diagnosticCode') ??
      one.textAt('status') ??
      object.textAt(kind, 'bounceSubType') ??
      object.textAt(kind, 'delayType') ??
      MappedText.unwritten('');
    return failure(words, action, {
      ...parts,
      recipient: one.at('emailAddress'),
      enhanced: one.at('status'),
    });
  });
}

/** SES itself did not send the message, because of a virus or a template that it could not render. */
function refused(object: JsonObject, type: LocatedText): readonly DeliveryEvidence[] {
  const words = object.textAt('reject', 'reason') ?? object.textAt('failure', 'errorMessage');
  if (words === undefined) return notice('configuration', type, {});
  return [
    failure(words, 'failed', { ...common(object, 'reject'), recipient: object.at('mail', 'destination', 0) }),
  ];
}

function complaints(object: JsonObject, type: LocatedText): readonly DeliveryEvidence[] {
  const parts = {
    envelopeFrom: object.at('mail', 'source'),
    time: object.at('complaint', 'timestamp'),
    facts: [['Feedback type', object.value('complaint', 'complaintFeedbackType')]] as const,
  };
  const recipients = object.objects('complaint', 'complainedRecipients');
  if (recipients.length === 0) return notice('complaint', type, parts);
  return recipients.flatMap((one) =>
    notice('complaint', type, { ...parts, recipient: one.at('emailAddress') }),
  );
}
