import { headerOf } from '../message/headers.ts';
import type { Message } from '../message/parts.ts';
import { fieldValueOf, isDelivered, readDeliveryStatus } from './delivery-status.ts';
import { addressIn, foundIn } from './found.ts';
import { isStatus } from './is-report.ts';
import { makeNotice } from './make.ts';
import type { Notice } from './model.ts';

/** What a report says about recipients that were reached. RFC 3464 §2.3.3. */
export function deliveriesIn({ parts }: Message): readonly Notice[] {
  const status = parts.find(isStatus);
  if (status === undefined) return [];
  const { message, recipients } = readDeliveryStatus(status.body);
  const arrival = headerOf(message, 'arrival-date');
  return recipients.filter(isDelivered).flatMap((fields) => {
    const action = headerOf(fields, 'action');
    const recipient = headerOf(fields, 'final-recipient') ?? headerOf(fields, 'original-recipient');
    if (action === undefined || action.length === 0) return [];
    return makeNotice({
      subject: 'delivered',
      text: foundIn(action, 0, action.length),
      recipient: recipient && addressIn(fieldValueOf(recipient)),
      time: arrival && foundIn(arrival, 0, arrival.length),
    });
  });
}
