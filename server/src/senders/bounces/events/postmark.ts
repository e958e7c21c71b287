import type { NoticeSubject } from '../model.ts';
import { failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The webhooks of Postmark. */
export const POSTMARK: EventFormat = {
  name: 'Postmark',
  isEvent: (object) => object.has('RecordType') && object.has('MessageID'),
  read: (object) => {
    const type = object.at('RecordType');
    const recipient = object.at('Email') ?? object.at('Recipient');
    const time = object.at('BouncedAt') ?? object.at('DeliveredAt') ?? object.at('ReceivedAt');
    const details = object.textAt('Details');
    const words = details === undefined || details.length === 0 ? object.textAt('Description') : details;
    if (type?.value !== 'Bounce' || words === undefined) {
      const parts = { recipient, envelopeFrom: object.at('From'), time };
      return notice(subjectOf(type?.value), type, parts);
    }
    const isTransient = /^(?:Transient|SoftBounce|DnsError)$/.test(object.value('Type') ?? '');
    return [
      failure(words, isTransient ? 'delayed' : 'failed', {
        recipient,
        headerFrom: object.at('From'),
        time,
        queueId: object.at('MessageID'),
      }),
    ];
  },
};

function subjectOf(type: string | undefined): NoticeSubject {
  switch (type) {
    case 'Delivery':
      return 'delivered';
    case 'SpamComplaint':
      return 'complaint';
    case 'Open':
    case 'Click':
      return 'engagement';
    case 'SubscriptionChange':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
