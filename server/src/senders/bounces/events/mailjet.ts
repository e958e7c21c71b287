import { MappedText } from '../../../text/mapped-text.ts';
import type { NoticeSubject } from '../model.ts';
import { failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The event API of Mailjet. It has a keyword for the reason, and the reply only in `comment`. */
export const MAILJET: EventFormat = {
  name: 'Mailjet',
  isEvent: (object) =>
    object.has('event') && object.has('email') && (object.has('mj_campaign_id') || object.has('MessageID')),
  read: (object) => {
    const event = object.at('event');
    const parts = { recipient: object.at('email'), time: object.at('time') };
    if (!/^(?:bounce|blocked)$/.test(event?.value ?? ''))
      return notice(subjectOf(event?.value), event, parts);
    const said = [object.textAt('comment'), object.textAt('error'), object.textAt('event')];
    const words = said.find((one) => one !== undefined && one.length > 0) ?? MappedText.unwritten('');
    // Only a bounce shows whether it was hard, and a soft bounce is retried.
    const isSoft = object.isFalse('hard_bounce') && event?.value === 'bounce';
    return [failure(words, isSoft ? 'delayed' : 'failed', { ...parts, queueId: object.at('MessageID') })];
  },
};

function subjectOf(event: string | undefined): NoticeSubject {
  switch (event) {
    case 'sent':
      return 'delivered';
    case 'spam':
      return 'complaint';
    case 'open':
    case 'click':
      return 'engagement';
    case 'unsub':
      return 'unsubscribed';
    default:
      return 'accepted';
  }
}
