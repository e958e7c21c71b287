import type { DeliveryEvidence, NoticeSubject } from '../model.ts';
import type { JsonObject } from './json-text.ts';
import { addressesOf, failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The event webhook of SendGrid. */
export const SENDGRID: EventFormat = {
  name: 'SendGrid',
  isEvent: (object) =>
    object.has('event') && object.has('email') && (object.has('sg_message_id') || object.has('sg_event_id')),
  read: (object) => {
    const event = object.at('event');
    const parts = { recipient: object.at('email'), time: object.at('timestamp') };
    const words = object.textAt('reason') ?? object.textAt('response');
    const isFailure = /^(?:bounce|blocked|dropped|deferred)$/.test(event?.value ?? '');
    if (!isFailure || words === undefined) return notice(subjectOf(event?.value), event, parts);
    return [bounceIn(object, words, event?.value === 'deferred')];
  },
};

function bounceIn(
  object: JsonObject,
  words: Parameters<typeof failure>[0],
  isDeferred: boolean,
): DeliveryEvidence {
  return failure(words, isDeferred ? 'delayed' : 'failed', {
    recipient: object.at('email'),
    enhanced: enhancedIn(object),
    // A SendGrid server, which SendGrid's own records authorize.
    addresses: addressesOf(['service', object.at('ip')]),
    time: object.at('timestamp'),
    queueId: object.at('sg_message_id'),
  });
}

function enhancedIn(object: JsonObject): ReturnType<JsonObject['at']> {
  const status = object.at('status');
  return status !== undefined && /^[45]\.\d{1,3}\.\d{1,3}$/.test(status.value) ? status : undefined;
}

function subjectOf(event: string | undefined): NoticeSubject {
  switch (event) {
    case 'delivered':
      return 'delivered';
    case 'spamreport':
      return 'complaint';
    case 'open':
    case 'click':
      return 'engagement';
    case 'unsubscribe':
    case 'group_unsubscribe':
    case 'group_resubscribe':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
