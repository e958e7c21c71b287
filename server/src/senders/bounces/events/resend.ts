import type { DeliveryEvidence, NoticeSubject } from '../model.ts';
import type { JsonObject } from './json-text.ts';
import { failure, notice } from './model.ts';
import type { EventFormat } from './model.ts';

/** The webhooks of Resend. */
export const RESEND: EventFormat = {
  name: 'Resend',
  isEvent: (object) => /^email\./.test(object.value('type') ?? '') && object.has('data', 'email_id'),
  read: (object) => {
    const type = object.at('type');
    if (/^email\.(?:bounced|failed|delivery_delayed)$/.test(type?.value ?? '')) return bouncesIn(object);
    return notice(subjectOf(type?.value), type, {
      recipient: object.at('data', 'to', 0),
      time: object.at('created_at'),
    });
  },
};

function bouncesIn(object: JsonObject): readonly DeliveryEvidence[] {
  const [reply] = object.strings('data', 'bounce', 'diagnosticCode');
  const words =
    reply ??
    object.textAt('data', 'bounce', 'message') ??
    object.textAt('data', 'failed', 'reason') ??
    object.textAt('type');
  if (words === undefined) return [];
  const recipients = object.strings('data', 'to');
  const isDelayed = object.value('type') === 'email.delivery_delayed';
  return recipients.map((_, i) =>
    failure(words, isDelayed ? 'delayed' : 'failed', {
      recipient: object.at('data', 'to', i),
      headerFrom: addressIn(object),
      time: object.at('created_at'),
      queueId: object.at('data', 'email_id'),
    }),
  );
}

/** `News <news@example.com>` */
function addressIn(object: JsonObject): ReturnType<JsonObject['at']> {
  const from = object.at('data', 'from');
  if (from === undefined) return undefined;
  const address = /<([^<>\s]{1,320})>/.exec(from.value)?.[1] ?? from.value;
  return { ...from, value: address };
}

function subjectOf(type: string | undefined): NoticeSubject {
  switch (type) {
    case 'email.delivered':
      return 'delivered';
    case 'email.complained':
      return 'complaint';
    case 'email.opened':
    case 'email.clicked':
      return 'engagement';
    default:
      return 'accepted';
  }
}
