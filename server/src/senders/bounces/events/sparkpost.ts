import type { NoticeSubject } from '../model.ts';
import { addressesOf, failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The webhooks of SparkPost, which have one of several kinds of event under `msys`. */
export const SPARKPOST: EventFormat = {
  name: 'SparkPost',
  isEvent: (object) => object.has('type') && object.has('rcpt_to') && object.has('message_id'),
  read: (object) => {
    const type = object.at('type');
    const parts = {
      recipient: object.at('raw_rcpt_to') ?? object.at('rcpt_to'),
      envelopeFrom: object.at('msg_from'),
      time: object.at('timestamp'),
    };
    // "reason" is the same without addresses.
    const words = object.textAt('raw_reason') ?? object.textAt('reason');
    const isDelay = type?.value === 'delay';
    const isFailure =
      isDelay || /^(?:bounce|out_of_band|policy_rejection|generation_failure)$/.test(type?.value ?? '');
    if (!isFailure || words === undefined) return notice(subjectOf(type?.value), type, parts);
    return [
      failure(words, isDelay ? 'delayed' : 'failed', {
        ...parts,
        headerFrom: object.at('friendly_from'),
        addresses: addressesOf(['service', object.at('sending_ip')], ['receiving', object.at('ip_address')]),
        queueId: object.at('message_id'),
      }),
    ];
  },
};

function subjectOf(type: string | undefined): NoticeSubject {
  switch (type) {
    case 'delivery':
      return 'delivered';
    case 'spam_complaint':
      return 'complaint';
    case 'open':
    case 'initial_open':
    case 'click':
    case 'amp_open':
    case 'amp_click':
      return 'engagement';
    case 'list_unsubscribe':
    case 'link_unsubscribe':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
