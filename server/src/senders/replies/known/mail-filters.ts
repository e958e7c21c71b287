import type { KnownReply } from '../model.ts';
import {
  BAD_REPUTATION,
  BLOCKED_BY_RECIPIENT,
  DYNAMIC_ADDRESS,
  LISTED_ADDRESS,
  SPOOFED,
} from '../refusals/blocked.ts';
import { NO_LOGIN } from '../refusals/own-side.ts';
import {
  NO_REVERSE_DNS,
  NO_SUCH_RECIPIENT,
  RECIPIENT_DOMAIN,
  SERVER_TROUBLE,
} from '../refusals/receiving.ts';
import { NEEDS_TLS, RELAY_DENIED } from '../refusals/transport.ts';

/** Mail filters that organizations run in front of their mail servers. */
export const MAIL_FILTERS: readonly KnownReply[] = [
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'barracuda-policy-abuse',
    software: 'Barracuda',
    words: [/cuda_nsu .{0,300}Policy Rejection-? ?Abuse/i],
    meaning: "The recipient's Barracuda filter blocks this sender as abusive.",
    example:
      '450 cuda_nsu 4.7.1 <pat@example.org>: Recipient address rejected: Policy Rejection- Abuse. Go away.',
  },
  {
    ...SPOOFED,
    id: 'barracuda-spoof',
    software: 'Barracuda',
    words: [/rejecting spoofed message/i],
    meaning: 'The Barracuda filter considers the message a forgery of a domain that it protects.',
    example: '550 rejecting spoofed message',
  },
  {
    ...SERVER_TROUBLE,
    id: 'barracuda-licence',
    software: 'Barracuda',
    words: [/\bLicense Expired\b/i],
    meaning: "The license of the recipient's filter has expired, so it accepts no mail.",
    action: ['Contact the recipient another way.'],
    example: '422 License Expired',
  },
  {
    ...BAD_REPUTATION,
    id: 'bl-cisco-sdr',
    software: 'Cisco Secure Email (IronPort)',
    words: [/poor reputation of a domain used in message transfer/i],
    meaning:
      'A Cisco gateway rejects a domain in the message (EHLO, MAIL FROM, From or Reply-To) because of its reputation.',
    action: [
      'Look up each domain at talosintelligence.com, and ask the recipient to allow it until Talos corrects it.',
    ],
    example:
      '550 5.7.1 Your access to this mail system has been rejected due to poor reputation of a domain used in message transfer',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-cisco-access',
    software: 'Cisco Secure Email (IronPort)',
    words: [/Your access to (?:submit messages to )?this (?:e-?mail|mail) system has been rejected/i],
    meaning: 'A Cisco gateway rejects the IP address because of its reputation (Talos).',
    action: [
      'Look up the IP address and the domain at talosintelligence.com. Only Talos can correct an entry.',
      'Until then, ask the recipient to allow you.',
    ],
    example:
      "554-mx.example.com Your access to this mail system has been rejected due to the sending MTA's poor reputation. If you believe that this failure is in error, please contact the intended recipient via alternate means.",
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'bl-trend-dul',
    software: 'Trend Micro',
    words: [/sender IP found in ERS-DUL/i],
    meaning: 'Trend Micro considers the IP address dynamic.',
    example:
      '550 5.7.1 <pat@example.org>: Recipient address rejected: Mail from <198.51.100.8> was refused due to the sender IP found in ERS-DUL. For details, query the IP reputation on https://servicecentral.trendmicro.com/en-US/ers/.',
  },
  {
    ...BAD_REPUTATION,
    id: 'bl-trend-qil',
    software: 'Trend Micro',
    words: [/sender IP found in ERS-(?:QIL|RBL)/i],
    meaning: 'Trend Micro temporarily rejects the IP address because of recent spam.',
    example:
      '450 4.7.1 <pat@example.org>: Recipient address rejected: Mail from <198.51.100.8> was refused due to the sender IP found in ERS-QIL. For details, query the IP reputation on https://servicecentral.trendmicro.com/en-US/ers/.',
  },
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'trend-customer-block',
    software: 'Trend Micro',
    words: [/ERS-Customized-Block/i, /BLOCK-SEND-ER/i],
    meaning: "The recipient's organization blocks the sender in its Trend Micro filter.",
    example: '554 5.7.1 <pat@example.org>: Recipient address rejected: BLOCK-SEND-ER.',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'trend-no-domain',
    software: 'Trend Micro',
    words: [/Recipient address rejected: NO-DOMAIN/i],
    meaning: "The recipient's MX points to Trend Micro, where the domain is not set up.",
    example: '554 5.7.1 <pat@example.org>: Recipient address rejected: NO-DOMAIN.',
  },
  {
    ...LISTED_ADDRESS,
    id: 'mimecast-ct',
    software: 'Mimecast',
    words: [/Local CT IP Reputation/i],
    meaning: "Mimecast's reputation service rejects the IP address.",
    action: ["Report it with Mimecast's sender feedback form. The recipient can permit the sender."],
    example:
      '550 Local CT IP Reputation - (reject) - https://community.mimecast.com/docs/DOC-1369#550 [gz1Vvz1VN9ikuIVSF81-Wg.au11]',
  },
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'mimecast-blocked',
    software: 'Mimecast',
    words: [/Envelope blocked - User (?:Domain )?Entry/i, /manually Blocked Senders/i, /Block policy for/i],
    meaning: 'The recipient or its administrator blocks the sender in Mimecast.',
    example:
      '550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550 [gz1Vvz1VN9ikuIVSF81-Wg.au11]',
  },
  {
    ...SERVER_TROUBLE,
    id: 'mimecast-account',
    software: 'Mimecast',
    words: [/Account (?:inbounds|outbounds) disabled/i, /Account service is temporarily unavailable/i],
    meaning: "The recipient's Mimecast account, or your own, is disabled.",
    example: '451 Account inbounds disabled.',
  },
  {
    ...BAD_REPUTATION,
    id: 'bl-mimecast-temp',
    software: 'Mimecast',
    words: [/IP temporarily blacklisted/i],
    meaning: 'Mimecast temporarily blocks the IP address because of unknown recipients or spam.',
    example: '451 IP temporarily blacklisted',
  },
  {
    ...BAD_REPUTATION,
    id: 'bl-cloud-security',
    software: 'Cyren / cloud-security.net',
    words: [/Your IP [\d.a-f:]{3,45} (?:address )?has a bad reputation/i, /cloud-security\.net\/unblock/i],
    meaning: 'The filter considers the IP address a source of spam.',
    action: ['Request removal on the page that the reply names.'],
    example:
      '554 5.5.4 Your IP 198.51.100.7 address has a bad reputation. To unblock visit http://cloud-security.net/unblock',
  },
  {
    ...NEEDS_TLS,
    id: 'tls-mimecast-route',
    software: 'Mimecast',
    words: [/This route requires (?:encryption \(TLS\)|TLS version|high-strength ciphers)/i],
    meaning: "A Mimecast rule, the recipient's or your own, requires TLS.",
    example: '553 This route requires TLS version 1.2 or greater',
  },
  {
    ...NEEDS_TLS,
    id: 'tls-hornet',
    software: 'Hornetsecurity, EveryCloud',
    words: [/TLS encryption required by customer rule/i],
    ownCodes: ['5.6.5'],
    meaning: 'The recipient accepts mail only over TLS.',
    example: '554 5.6.5 TLS encryption required by customer rule',
  },
  {
    ...RELAY_DENIED,
    id: 'relay-messagelabs',
    software: 'Symantec / Broadcom',
    words: [/trying to use me \[[^\]]{1,120}\] as a relay/i],
    meaning:
      "The recipient's domain is not set up at this gateway, or your sending IP address is missing from your account.",
    example:
      '553 you are trying to use me [server-15.tower-564.messagelabs.com] as a relay, but I have not been configured to let you [198.51.100.7, example.com] do this. Please visit www.symanteccloud.com/troubleshooting for more details about this error message and instructions to resolve this issue. (#5.7.1)',
  },
  {
    ...NO_LOGIN,
    id: 'auth-messagelabs',
    software: 'Symantec / Broadcom',
    words: [/turn on SMTP Authentication in your (?:mail|e-?mail) client/i],
    meaning: 'The client did not log in, or a server uses the wrong host of this gateway.',
    example: '550 Requested action not taken: Please turn on SMTP Authentication in your mail client',
  },
  {
    ...SERVER_TROUBLE,
    id: 'rcpt-unverified',
    software: 'Proofpoint Essentials, Postfix',
    words: [/unverified address: (?:Address verification in progress|host )/i],
    meaning: "The gateway asked the recipient's own server whether the address exists, and has no reply yet.",
    action: [
      "Wait for the sending server to retry. If the problem persists, the recipient's own server does not reply.",
    ],
    example:
      '450 4.1.1 <pat@example.org>: Recipient address rejected: unverified address: Address verification in progress',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'rcpt-undeliverable',
    software: 'Postfix, Proofpoint Essentials',
    quotesReply: true,
    words: [/undeliverable address: host/i],
    meaning:
      "The recipient's own server, to which the gateway relays, reports that the address does not exist.",
    example:
      '550 5.1.1 <pat@example.org>: Recipient address rejected: undeliverable address: host mail.example.net[198.51.100.25] said: 550 5.1.1 <pat@example.org>: Recipient address rejected: user unknown',
  },
  {
    ...BAD_REPUTATION,
    id: 'iredapd-reputation',
    software: 'iRedMail',
    words: [/Server IP address has bad reputation/i],
    meaning: 'The Sender Score of the IP address is low.',
    example:
      '554 5.7.1 <pat@example.org>: Recipient address rejected: Server IP address has bad reputation. FYI: https://www.senderscore.org/lookup.php?lookup=198.51.100.7',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'iredapd-rdns',
    software: 'iRedMail',
    words: [/Blacklisted reverse DNS name of server IP/i],
    meaning: 'The PTR name of the IP address looks like a home connection.',
    example:
      '554 5.7.1 <pat@example.org>: Recipient address rejected: Blacklisted reverse DNS name of server IP address',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'rcpt-improvmx',
    software: 'ImprovMX',
    words: [/Domain not found \(#id-5\.9\.2\)/i],
    meaning: "The recipient's MX points to ImprovMX, where the domain is not set up.",
    example: '551 5.7.1 Domain not found (#id-5.9.2)',
  },
];
