import type { ReplyExplanation } from '../replies/model.ts';
import type { Notice, NoticeSubject } from './model.ts';

/** The meaning of a notice, and what to do about it. */
interface NoticeMeaning {
  /** The name of the notice, shown before the value that it was read from. */
  readonly title: string;
  readonly meaning: string;
  readonly action: readonly string[];
}

const MEANINGS: Readonly<Record<NoticeSubject, NoticeMeaning>> = {
  delivered: { title: 'Delivered', meaning: 'The message was delivered. This is not a bounce.', action: [] },
  accepted: {
    title: 'Accepted',
    meaning: 'The service accepted the message and has not reported its delivery. This is not a bounce.',
    action: [],
  },
  engagement: {
    title: 'Opened or clicked',
    meaning: 'The recipient opened the message or clicked a link in it. This is not a bounce.',
    action: [],
  },
  unsubscribed: {
    title: 'Subscription',
    meaning: 'The recipient changed a subscription. This is not a bounce.',
    action: ['Do not send to this recipient until they subscribe again.'],
  },
  complaint: {
    title: 'Complaint',
    meaning: 'A recipient marked the message as spam. The message was delivered, so this is not a bounce.',
    action: [
      'Stop sending to this recipient.',
      'If many recipients complain, check that all of them subscribed. Receivers reject senders with many complaints.',
    ],
  },
  'auth-failure': {
    title: 'Failure report',
    meaning: 'A receiver reports one message that failed authentication and has your domain in From.',
    action: [
      'If the IP address belongs to one of your senders, fix the check that failed for it.',
      'If it does not, the message was forwarded or forged.',
    ],
  },
  'dmarc-report': {
    title: 'DMARC report',
    meaning:
      'This is a DMARC aggregate report. It lists the IP addresses from which one receiver got mail with the domain in From. It is not a bounce.',
    action: [
      'Add the file to "reports" in .mailtxt.json, so that "mailtxt senders" evaluates each source with your records.',
    ],
  },
  'tls-report': {
    title: 'TLS report',
    meaning:
      'This is a report about TLS connections to the mail servers of your domain (RFC 8460). It is not a bounce.',
    action: ['If sessions failed, compare the certificate and the MTA-STS policy with the MX hosts.'],
  },
  configuration: {
    title: 'Service event',
    meaning: 'The service reports about its own setup. This is not a bounce.',
    action: [],
  },
};

/** `Complaint: abuse` */
export function noticeTitle({ subject, text }: Notice): string {
  return `${MEANINGS[subject].title}: ${text.value}`;
}

export function explainNotice({ subject }: Notice): ReplyExplanation {
  const { meaning, action } = MEANINGS[subject];
  return {
    id: `notice-${subject}`,
    known: true,
    fault: 'unknown',
    software: undefined,
    meaning,
    dnsFixable: 'no',
    causes: [],
    action,
  };
}
