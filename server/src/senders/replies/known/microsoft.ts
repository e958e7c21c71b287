import type { KnownReply } from '../model.ts';
import {
  BAD_REPUTATION,
  BLOCKED_BY_OWN,
  BLOCKED_BY_RECIPIENT,
  LISTED_ADDRESS,
  RATE_LIMITED,
  RECIPIENT_RULES,
} from '../refusals/blocked.ts';
import { BAD_HEADERS, SPAM, TOO_LARGE } from '../refusals/content.ts';
import { ACCOUNT_BLOCKED, SENDING_QUOTA } from '../refusals/own-side.ts';
import { BAD_EHLO, NO_SUCH_RECIPIENT, RECIPIENT_DOMAIN } from '../refusals/receiving.ts';
import { DIRECT_SEND, RECIPIENT_CERTIFICATE, RECIPIENT_TLS } from '../refusals/transport.ts';

/** Exchange Online, Exchange Server and Outlook.com. */
export const MICROSOFT: readonly KnownReply[] = [
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'ms-customer-block',
    software: 'Exchange Online',
    words: [/using Customer Block list/i],
    ownCodes: ['5.7.513'],
    meaning: "The recipient's organization has the IP address on its own block list.",
    example:
      '550 5.7.513 Service unavailable, Client host [198.51.100.7] blocked by example.net using Customer Block list (AS16012607)',
  },
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'ms-507',
    software: 'Exchange Online',
    words: [/Access denied, rejected by recipient/i],
    ownCodes: ['5.7.507'],
    meaning: "The recipient's organization blocks the sending IP address.",
    example: '550 5.7.507 Access denied, rejected by recipient',
  },
  {
    ...BAD_REPUTATION,
    id: 'ms-ratelimit-ip',
    software: 'Outlook.com',
    words: [/temporarily rate limited due to IP reputation/i],
    ownCodes: ['4.7.650', '4.7.651'],
    meaning: 'Outlook.com accepts less mail from this IP address because of its reputation.',
    action: [
      'Let the server retry, and look up the IP address in SNDS (sendersupport.olc.protection.outlook.com).',
    ],
    example:
      '451 4.7.650 The mail server [198.51.100.7] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S3113)',
  },
  {
    ...RATE_LIMITED,
    id: 'ms-652',
    software: 'Outlook.com',
    words: [/exceeded the maximum number of connections/i],
    ownCodes: ['4.7.652'],
    meaning: 'The IP address opens more connections to Outlook.com than allowed.',
    example:
      '451 4.7.652 The mail server [198.51.100.7] has exceeded the maximum number of connections. (S3115)',
  },
  {
    ...BAD_REPUTATION,
    id: 'ms-busy-as',
    software: 'Exchange Online',
    words: [/\(AS77712\d{3}\)/i, /Server busy\. Please try again later from/i],
    ownCodes: ['4.7.500'],
    meaning:
      'Exchange Online delays mail from this IP address because it is new or looks suspicious. The server is not really busy.',
    action: [
      'Let the server retry. The mail is usually accepted within a day.',
      'If the problem persists, use the form at sender.office.com.',
    ],
    example: '451 4.7.500 Server busy. Please try again later from [198.51.100.7]. (AS77712344)',
  },
  {
    ...BAD_REPUTATION,
    id: 'ms-suspicious',
    software: 'Exchange Online',
    words: [/Access denied, please try again later/i],
    meaning: 'Microsoft saw suspicious mail from this IP address and temporarily restricts it.',
    example: '451 4.7.501 Access denied, please try again later (AS501)',
  },
  {
    ...RATE_LIMITED,
    id: 'ms-508',
    software: 'Exchange Online',
    words: [/has exceeded permitted limits within/i],
    ownCodes: ['5.7.508'],
    meaning: 'Too much mail came from this IPv6 network in a short time.',
    action: ['Slow down, or send over IPv4.'],
    example:
      '550 5.7.508 Access denied, [2001:db8::25] has exceeded permitted limits within 2001:db8::/64 range',
  },
  {
    ...ACCOUNT_BLOCKED,
    id: 'ms-account-banned',
    software: 'Exchange Online',
    words: [/Access denied, (?:banned sender|spam abuse detected)/i],
    enhanced: ['5.7.501', '5.7.502', '5.7.503'],
    ownCodes: ['5.7.501', '5.7.502', '5.7.503'],
    meaning: "Microsoft 365 blocks the sender's account because it was used to send spam.",
    example: '550 5.7.503 Access denied, banned sender',
  },
  {
    ...ACCOUNT_BLOCKED,
    id: 'ms-bad-outbound',
    software: 'Exchange Online',
    words: [/bad outbound sender/i],
    meaning:
      "Microsoft 365 restricts the sender's mailbox because it was used to send suspicious mail. The sender's domain is not the problem.",
    action: [
      'Secure the account: password, second factor, forwarding rules.',
      'Then ask an administrator to remove it from "Restricted entities" in the Defender portal.',
    ],
    example:
      '550 5.1.8 Access denied, bad outbound sender. For more information please go to https://go.microsoft.com/fwlink/?linkid=875724. AS(42004)',
  },
  {
    ...SENDING_QUOTA,
    id: 'ms-daily-limit',
    software: 'Exchange Online',
    words: [/reached your daily limit for message recipients/i],
    ownCodes: ['5.1.90'],
    meaning: "The sender's mailbox reached its daily limit of recipients.",
    example:
      "550 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
  },
  {
    ...SENDING_QUOTA,
    id: 'ms-submission-quota',
    software: 'Exchange Online',
    words: [/submission quota (?:was |has been |is )?exceeded/i, /SubmissionQuotaExceeded/i],
    meaning: "The sender's mailbox sent more than its limit allows. The recipient's mailbox is not full.",
    example:
      "Remote server returned 550 5.2.2 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded.",
  },
  {
    ...RATE_LIMITED,
    id: 'ms-external-rate',
    software: 'Exchange Online',
    words: [/(?:sender|recipient) has exceeded (?:the|their) limit for the number of messages/i],
    ownCodes: ['5.2.121', '5.2.122'],
    meaning: 'A Microsoft 365 mailbox received too many messages in an hour.',
    example:
      '554 5.2.121 The sender has exceeded the limit for the number of messages they can send to this recipient per hour. For more information go to http://go.microsoft.com/fwlink/?LinkId=526653.',
  },
  {
    ...BLOCKED_BY_OWN,
    id: 'ms-tenant-recipient-block',
    software: 'Exchange Online',
    words: [/tenant recipient block policy/i],
    ownCodes: ['5.7.703'],
    meaning: "The sender's own organization blocks this recipient.",
    example:
      "550 5.7.703 Your message can't be delivered because one or more recipients are blocked by your organization's tenant recipient block policy",
  },
  {
    ...RECIPIENT_RULES,
    id: 'ms-ipv6-not-taken',
    software: 'Exchange Online',
    words: [/does not accept e?-?mail over IPv6/i],
    ownCodes: ['5.7.510'],
    meaning: "The recipient's domain accepts no mail over IPv6.",
    causes: [{ text: 'The server that sent the mail connected over IPv6.' }],
    action: ['Send over IPv4 to this recipient (in Postfix, smtp_address_preference = ipv4).'],
    example: '550 5.7.510 Access denied, example.net does not accept email over IPv6',
  },
  {
    ...BAD_EHLO,
    id: 'ms-bad-helo',
    software: 'Exchange Online',
    words: [/Access denied, bad HELO/i],
    ownCodes: ['5.7.506'],
    meaning: 'The server sent Exchange Online an EHLO name that is not its own.',
    example: '550 5.7.506 Access Denied, Bad HELO',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'ms-recipient-denied',
    software: 'Exchange Online',
    words: [/All recipient addresses rejected ?: Access denied/i, /Access denied, banned recipient/i],
    ownCodes: ['5.7.504', '5.7.505'],
    meaning: 'The recipient does not exist in the Microsoft 365 organization.',
    example: '550 5.7.505 Access denied, banned recipient',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'ms-wrong-region',
    software: 'Exchange Online',
    words: [/wrong Office 365 region/i],
    ownCodes: ['4.4.62'],
    meaning:
      "The message reached a Microsoft 365 region that does not host the recipient's organization, because the MX or a connector names an old host.",
    action: [
      "Compare the recipient's MX with the one in the recipient's Microsoft 365 admin center. If the domain is not yours, ask its owner.",
    ],
    example:
      '451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information please go to https://go.microsoft.com/fwlink/?linkid=865268',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'ms-no-subscription',
    software: 'Exchange Online',
    words: [/hosted tenant which has no mail-enabled subscriptions/i],
    meaning:
      "The recipient's MX points to Microsoft 365, but the organization there has no license that includes mail.",
    example:
      '451 4.4.4 Mail received as unauthenticated, incoming to a recipient domain configured in a hosted tenant which has no mail-enabled subscriptions. ATTR5',
  },
  {
    ...RATE_LIMITED,
    id: 'ms-queue-quota',
    software: 'Exchange Online',
    words: [/Organization queue quota exceeded/i],
    meaning: "Too much mail from the sender's organization is waiting in Exchange Online.",
    example: '450 4.7.3 Organization queue quota exceeded. [outlook.com]',
  },
  {
    ...DIRECT_SEND,
    id: 'ms-direct-send',
    software: 'Exchange Online',
    words: [/Direct Send not allowed/i],
    ownCodes: ['5.7.68'],
    meaning:
      'The organization rejects Direct Send (RejectDirectSend), which is mail with its own domain in MAIL FROM that arrives without a login or a connector.',
    example:
      '550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources',
  },
  {
    ...RECIPIENT_RULES,
    id: 'ms-transport-rule',
    software: 'Exchange',
    words: [/TRANSPORT\.RULES\.RejectMessage/i],
    meaning: 'A mail flow rule of the organization rejects the message.',
    example: '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
  },
  {
    ...TOO_LARGE,
    id: 'ms-size-rst',
    software: 'Exchange',
    words: [/RESOLVER\.RST\.(?:Recip|Send)SizeLimit/i],
    meaning: 'The message is larger than the recipient may receive or the sender may send.',
    example: '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
  },
  {
    ...RECIPIENT_RULES,
    id: 'ms-group-members',
    software: 'Exchange',
    words: [/RESOLVER\.RST\.RestrictedTo(?:Group|Recipients)Permission/i],
    ownCodes: ['5.7.124', '5.7.129'],
    meaning: 'Only members or listed senders may send to this group or mailbox.',
    example: '550 5.7.124 RESOLVER.RST.RestrictedToGroupPermission; sender not in allowed-senders list',
  },
  {
    ...RECIPIENT_RULES,
    id: 'ms-public-folder',
    software: 'Exchange Online, Exchange Server',
    words: [
      /public folder\b.{0,120}(?:not accept|den|permission|restrict|outside)/i,
      /(?:not accept|den|permission|restrict|outside).{0,120}public folder\b/i,
    ],
    meaning:
      'The recipient is a public folder that does not accept mail from senders outside its organization.',
    example:
      '550 5.7.13 STOREDRV.Deliver; the public folder does not accept mail from senders without permission',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'ms-cached-address',
    software: 'Exchange / Outlook',
    words: [/\bIMCEAEX-/i, /RESOLVER\.ADR\.ExRecipNotFound/i],
    meaning: 'Outlook used an internal (X.500) address from its AutoComplete list that no longer exists.',
    action: [
      'Delete the name from the AutoComplete list, and type the address again.',
      'An administrator can add the old name as an X500 address.',
    ],
    example:
      '550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found (IMCEAEX-_O=EXAMPLE_OU=EXCHANGE+20ADMINISTRATIVE+20GROUP_CN=RECIPIENTS_CN=ANN@example.com)',
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'ms-5310',
    software: 'Exchange',
    words: [/RESOLVER\.ADR\.(?:Ex)?Recip(?:ient)?NotFound/i, /\bRecipientNotFound\b/i],
    meaning:
      'The organization has no recipient with this address. Exchange also uses 5.1.10, the null MX code, for this.',
    example:
      '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient pat@example.org not found by SMTP address lookup',
  },
  {
    ...BAD_HEADERS,
    id: 'ms-multi-from',
    software: 'Exchange Online',
    words: [/Multiple From addresses/i],
    ownCodes: ['5.1.20'],
    meaning: 'The From header has more than one address, and there is no Sender header.',
    example: '550 5.1.20 Multiple From addresses are not allowed without Sender address',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'ms-dns-query',
    software: 'Exchange Online',
    words: [/\bDNS query failed\b/i],
    ownCodes: ['4.4.312', '5.4.312'],
    meaning:
      "Exchange Online could not look up the recipient's domain, because its name servers fail or its DNSSEC is broken.",
    example: '450 4.4.312 DNS query failed [Message=InfoNoRecords] [LastAttemptedServerName=example.net]',
  },
  {
    ...RECIPIENT_CERTIFICATE,
    id: 'ms-untrusted-root',
    software: 'Exchange Online',
    words: [/=UntrustedRoot\b/i, /STARTTLS is required to send mail/i],
    ownCodes: ['4.4.317', '5.4.317'],
    meaning:
      'A connector requires a trusted certificate, but the next server has a different one or does not offer STARTTLS.',
    example: '450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]',
  },
  {
    ...RECIPIENT_TLS,
    id: 'ms-sts',
    software: 'Exchange Online',
    words: [/failed MTA-STS validation/i],
    meaning:
      'The MX hosts of the recipient are not in its MTA-STS policy, or their certificate is not valid.',
    example: "550 5.4.8 MX hosts of 'example.net' failed MTA-STS validation",
  },
  {
    ...RECIPIENT_TLS,
    id: 'ms-cert-expired',
    software: 'Exchange Online',
    words: [/certificate-expired\b/i],
    ownCodes: ['4.7.322', '5.7.322'],
    meaning: 'The recipient uses DANE, and the certificate of its server has expired.',
    example: "450 4.7.322 certificate-expired: Destination mail server's certificate is expired.",
  },
  {
    ...RECIPIENT_TLS,
    id: 'ms-cert-mismatch',
    software: 'Exchange Online',
    words: [/certificate-host-mismatch\b/i],
    ownCodes: ['4.7.325', '5.7.325'],
    meaning: 'The recipient uses DANE, and the certificate of its server is for another name.',
    example:
      '450 4.7.325 certificate-host-mismatch: Remote certificate MUST have a common name or subject alternative name matching the hostname (DANE)',
  },
  {
    ...SPAM,
    id: 'ms-8-5-policy',
    software: 'Exchange Online',
    words: [/policy violation detected \(AS345\)/i],
    meaning: 'A filter of Exchange Online rejects a nested or forbidden attachment.',
    example:
      '550 5.0.350 Remote server returned an error -> 550 Requested action not taken: policy violation detected (AS345)',
  },
  {
    ...LISTED_ADDRESS,
    id: 'yahoo-openrelay',
    software: 'Yahoo / AOL',
    words: [/\bVS1-IP\b/i, /\bSC-003\b/i],
    meaning: 'The receiver considers the sending server an open proxy or relay.',
    causes: [{ text: 'The server, or a device that shares its IP address, relays mail for everyone.' }],
    action: ['Test your server for open relaying, fix it, then request removal.'],
    example:
      '550 SC-003 Mail rejected by Outlook.com for policy reasons. The mail server IP connecting to Outlook.com appears to have an open proxy/relay.',
  },
];
