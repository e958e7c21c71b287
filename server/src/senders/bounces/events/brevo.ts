import type { NoticeSubject } from '../model.ts';
import { addressesOf, failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

const FAILED = /^(?:hard_bounce|soft_bounce|blocked|invalid_email|invalid|error|deferred)$/;

/** The webhooks of Brevo. */
export const BREVO: EventFormat = {
  name: 'Brevo',
  isEvent: (object) => object.has('event') && object.has('email') && object.has('message-id'),
  read: (object) => {
    const event = object.at('event');
    const parts = { recipient: object.at('email'), time: object.at('ts_event') ?? object.at('date') };
    const words = object.textAt('reason') ?? object.textAt('event');
    if (!FAILED.test(event?.value ?? '') || words === undefined)
      return notice(subjectOf(event?.value), event, parts);
    const isTemporary = event?.value === 'soft_bounce' || event?.value === 'deferred';
    return [
      failure(words, isTemporary ? 'delayed' : 'failed', {
        ...parts,
        headerFrom: object.at('sender_email'),
        // A Brevo server, which Brevo's own records authorize.
        addresses: addressesOf(['service', object.at('sending_ip')]),
        queueId: object.at('message-id'),
      }),
    ];
  },
};

function subjectOf(event: string | undefined): NoticeSubject {
  switch (event) {
    case 'delivered':
      return 'delivered';
    case 'spam':
    case 'complaint':
      return 'complaint';
    case 'opened':
    case 'unique_opened':
    case 'click':
    case 'proxy_open':
    case 'unique_proxy_open':
      return 'engagement';
    case 'unsubscribed':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
