import type { KnownReply } from '../model.ts';
import { BAD_REPUTATION, LISTED_ADDRESS, RECIPIENT_RULES } from '../refusals/blocked.ts';
import { BAD_HEADERS, SPAM } from '../refusals/content.ts';
import {
  DKIM_MISSING,
  DMARC_FAIL,
  NO_REVERSE_DNS,
  NO_SUCH_RECIPIENT,
  SENDER_DOMAIN_NO_MX,
  SPF_FAIL,
} from '../refusals/receiving.ts';

/** Mailbox providers in Europe. */
export const EUROPEAN_PROVIDERS: readonly KnownReply[] = [
  {
    ...BAD_REPUTATION,
    id: 'orange-ofr',
    software: 'Orange / Wanadoo',
    words: [/\bOFR_?\d{0,3}_(?:10[1-9]|201)\b/i],
    meaning: 'Orange slows down or blocks the IP address.',
    example:
      '421 mwinf5c63 ME Service refuse. Veuillez essayer plus tard. Service refused, please try later. OFR004_105 [105]',
  },
  {
    ...SENDER_DOMAIN_NO_MX,
    id: 'orange-sender',
    software: 'Orange, La Poste',
    words: [/Emetteur invalide/i, /\b(?:OFR|LPN)_?\d{0,3}_405\b/i],
    meaning: 'The domain in MAIL FROM cannot receive mail.',
    example: '501 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'orange-rcpt',
    software: 'Orange, La Poste',
    words: [/destinataire invalide/i, /\b(?:OFR|LPN)_?\d{0,3}_416\b/i],
    meaning: 'The address does not exist.',
    example: '550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]',
  },
  {
    ...DKIM_MISSING,
    id: 'laposte-dkim',
    software: 'La Poste',
    words: [/DKIM n'?est pas configure/i, /\bLPN\d{3}_402\b/i],
    meaning: 'La Poste requires a valid DKIM signature.',
    example:
      "550 5.7.20 Message refuse, DKIM n'est pas configure sur votre domaine d'expedition. Message refused, DKIM is not configured on your sending domain. LPN007_402",
  },
  {
    ...DMARC_FAIL,
    id: 'laposte-dmarc',
    software: 'La Poste, Orange',
    words: [/\b(?:OFR|LPN)_?\d{0,3}_517\b/i],
    meaning: 'The message does not pass DMARC, and the policy of the domain in From rejects such mail.',
    example: '550 5.7.1 Service refuse. DMARC policy. LPN007_517',
  },
  {
    ...BAD_REPUTATION,
    id: 'laposte-refused',
    software: 'La Poste',
    words: [/\bLPN\d{3}_(?:10[1-9]|50[1-9])\b/i],
    meaning: 'La Poste blocks or slows down the IP address.',
    example: '521 5.7.1 Service unavailable LPN007_102',
  },
  {
    ...BAD_REPUTATION,
    id: 'sfr-abuse',
    software: 'SFR',
    words: [/Abus detecte GU_EIB_\d{2}/i],
    meaning: 'SFR blocks the IP address because of spam.',
    example: '554 5.7.1 <unknown[198.51.100.7]>: Client host rejected: Abus detecte GU_EIB_02',
  },
  {
    ...BAD_REPUTATION,
    id: 'free-fr',
    software: 'Free',
    words: [/Too many spams from your IP/i, /postmaster\.free\.fr/i],
    meaning: 'Free blocks the IP address for about a day.',
    example: '550 Too many spams from your IP (198.51.100.7), please visit http://postmaster.free.fr/',
  },
  {
    ...LISTED_ADDRESS,
    id: 'ui-blocklisted',
    software: 'GMX / web.de / IONOS',
    words: [
      /No SMTP service (?:5\d\d[- ])?IP address is b(?:lock|lack) ?listed/i,
      /: IP address is block ?listed/i,
    ],
    meaning: 'GMX, web.de or IONOS has the IP address on a blocklist.',
    action: ['Open the link in the reply. The page shows the reason and has a form.'],
    example:
      '554-gmx.net (mxgmx104) Nemesis ESMTP Service not available 554-No SMTP service 554-IP address is block listed. 554 For explanation visit https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=198.51.100.7&r=1MNcgj-1ue23t3pyV-00S2YR',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'ui-ptr',
    software: 'GMX / web.de / IONOS',
    words: [/Bad DNS PTR resource record/i],
    meaning: 'The IP address has no PTR record, a generic one, or one that does not resolve back.',
    example: '550 <user@web.de>: Bad DNS PTR resource record',
  },
  {
    ...SENDER_DOMAIN_NO_MX,
    id: 'ui-sender-mx',
    software: 'GMX / web.de / IONOS',
    words: [/Invalid DNS MX or A\/AAAA resource record/i],
    meaning: 'The domain in MAIL FROM has no usable MX or address record.',
    example: '550 <user@web.de>: Invalid DNS MX or A/AAAA resource record',
  },
  {
    ...SPF_FAIL,
    id: 'ui-spf',
    software: 'GMX / web.de / IONOS',
    words: [/Reject due to SPF policy/i],
    meaning: 'SPF does not pass for the domain in MAIL FROM.',
    example:
      '550 <user@web.de>: Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner',
  },
  {
    ...BAD_HEADERS,
    id: 'ui-header',
    software: 'GMX / web.de / IONOS',
    words: [/Reject due to policy restrictions \(header based\)/i, /[?&]c=h[di]\b/i],
    meaning: 'A header (From, Date, Message-ID, To) is malformed.',
    example: '550 <user@web.de>: Reject due to policy restrictions (header based)',
  },
  {
    ...BAD_REPUTATION,
    id: 'ui-policy-ip',
    software: 'GMX / web.de / IONOS',
    words: [/Reject due to policy restrictions \((?:IP|domain) based\)/i],
    meaning: 'GMX, web.de or IONOS considers the IP address or the domain a source of spam.',
    example: '550 <user@web.de>: Reject due to policy restrictions (IP based)',
  },
  {
    ...RECIPIENT_RULES,
    id: 'ui-policy',
    software: 'GMX / web.de / IONOS',
    words: [/Reject due to policy (?:restrictions|violations)\b/i],
    meaning: 'GMX, web.de or IONOS rejects the message. Only the link in the reply shows the reason.',
    action: ['Open the link in the reply.'],
    example:
      '554-Transaction failed 554-Reject due to policy restrictions. 554 For explanation visit https://postmaster.gmx.net/de/case?c=r0735&i=ip&v=192.0.2.85&r=1McHM6-1srIWI1qNo-00dbDH',
  },
  {
    ...SPAM,
    id: 'mailru-spam',
    software: 'Mail.ru',
    words: [/spam message rejected\. Please visit http\S{0,20}help\.mail\.ru\/notspam/i],
    meaning: 'Mail.ru considers the message spam.',
    example:
      '550 spam message rejected. Please visit http://help.mail.ru/notspam-support/id?c=7y4ytdHb or report details to abuse@corp.mail.ru. Error code: A1B2. ID: 00',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'mailru-ptr',
    software: 'Mail.ru',
    words: [/dynamic IP or generic DNS PTR/i],
    meaning: 'The PTR name of the IP address looks generated.',
    example:
      '550 We do not accept mail from hosts with dynamic IP or generic DNS PTR-records. Please get a custom reverse DNS name from your ISP for your host 198.51.100.7 or contact abuse@corp.mail.ru in case of error',
  },
  {
    ...SPAM,
    id: 'yandex-spam',
    software: 'Yandex',
    words: [/Message rejected under suspicion of SPAM/i, /Blocked by spam statistics/i],
    meaning:
      'Yandex considers the message spam. "Blocked by spam statistics" blocks the sender for 24 hours.',
    example: '554 5.7.1 [1] Message rejected under suspicion of SPAM; https://ya.cc/1IrBc 1234',
  },
  {
    ...RECIPIENT_RULES,
    id: 'yandex-target-policy',
    software: 'Yandex',
    words: [/Policy rejection on the target address/i],
    meaning: 'The message is rejected by a rule of the recipient, or because the mailbox is suspended.',
    example: '550 5.7.1 Policy rejection on the target address',
  },
];
