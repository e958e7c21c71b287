import { MappedText } from '../../../text/mapped-text.ts';
import type { DeliveryEvidence, NoticeSubject } from '../model.ts';
import type { JsonObject } from './json-text.ts';
import { addressesOf, failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The events of Mailgun, which are under `event-data` in a webhook, and at the top level in replies of its API. */
export const MAILGUN: EventFormat = {
  name: 'Mailgun',
  isEvent: (object) =>
    object.has('event') && object.has('recipient') && object.has('timestamp') && !object.has('sg_message_id'),
  read: (object) => {
    const event = object.at('event');
    if (event?.value === 'failed' || event?.value === 'rejected') return [bounceIn(object)];
    return notice(subjectOf(event?.value), event, {
      recipient: object.at('recipient'),
      envelopeFrom: object.at('envelope', 'sender'),
      time: object.at('timestamp'),
    });
  },
};

function bounceIn(object: JsonObject): DeliveryEvidence {
  const status = 'delivery-status';
  // The code is a separate number, without which the message is not a reply.
  const code = object.textAt(status, 'code');
  const message = [object.textAt(status, 'message'), object.textAt(status, 'description')].find(
    (one) => one !== undefined && one.text.trim() !== '',
  );
  const isReply = code !== undefined && /^[45][0-5]\d$/.test(code.text);
  const isRepeated = isReply && message?.text.trimStart().startsWith(code.text) === true;
  const parts = [...(isReply && !isRepeated ? [code] : []), ...(message === undefined ? [] : [message])];
  const [first = object.textAt('reason') ?? MappedText.unwritten(''), ...rest] = parts;
  const words = MappedText.join([first, ...rest.flatMap((part) => [MappedText.unwritten(' '), part])]);
  const isTemporary = object.value('severity') === 'temporary';
  return failure(words, isTemporary ? 'delayed' : 'failed', {
    recipient: object.at('recipient'),
    remoteMta: object.at(status, 'mx-host'),
    // A Mailgun server, which Mailgun's own records authorize.
    addresses: addressesOf(['service', object.at('envelope', 'sending-ip')]),
    envelopeFrom: object.at('envelope', 'sender'),
    time: object.at('timestamp'),
    queueId: object.at('message', 'headers', 'message-id') ?? object.at('id'),
  });
}

function subjectOf(event: string | undefined): NoticeSubject {
  switch (event) {
    case 'delivered':
      return 'delivered';
    case 'complained':
      return 'complaint';
    case 'opened':
    case 'clicked':
      return 'engagement';
    case 'unsubscribed':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
