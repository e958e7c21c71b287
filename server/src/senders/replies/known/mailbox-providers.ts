import type { KnownReply } from '../model.ts';
import {
  BAD_REPUTATION,
  BLOCKED_BY_RECIPIENT,
  DYNAMIC_ADDRESS,
  LISTED_ADDRESS,
  RATE_LIMITED,
} from '../refusals/blocked.ts';
import { SPAM_OR_SETUP } from '../refusals/content.ts';
import { BAD_EHLO, MAILBOX_CLOSED, NO_REVERSE_DNS, RECIPIENT_DOMAIN } from '../refusals/receiving.ts';

/** Internet providers and mailbox providers, as receivers. */
export const MAILBOX_PROVIDERS: readonly KnownReply[] = [
  {
    ...LISTED_ADDRESS,
    id: 'att-dnsbl',
    software: 'AT&T',
    words: [/DNSBL:(?:ATT)?RBL/i, /521 ?<? ?[\d.]{7,15} ?>?_?is_?blocked/i, /abuse_rbl@abuse-att\.net/i],
    meaning: "The IP address is on AT&T's blocklist.",
    action: ['Send the whole reply to abuse_rbl@abuse-att.net.'],
    example: '521 5.7.1 alph739 DNSBL:RBL 521 198.51.100.7 is blocked',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'att-rdns',
    software: 'AT&T',
    words: [/without a valid sender domain\b.{0,40}Fix reverse DNS/i],
    meaning:
      'AT&T finds no usable PTR record for the IP address. The domain in MAIL FROM is not the problem.',
    example:
      '550 5.7.1 Connections not accepted from servers without a valid sender domain. flph833 Fix reverse DNS for 198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'comcast-block',
    software: 'Comcast / Xfinity',
    words: [/\bBL0000[01]{2}\b/i, /\bComcast block for spam/i],
    meaning:
      "Comcast rejects the IP address. The digits name the list: the last digit is Spamhaus, then come Cloudmark and Sender Score. If all digits are 0, the block is Comcast's own.",
    action: [
      'If all digits are 0, use the form at spa.xfinity.com. Otherwise remove the IP address from the list that the digits name.',
    ],
    example:
      '554 resimta-po-11v.sys.comcast.net comcast 198.51.100.7 Comcast block for spam. Please see http://postmaster.comcast.net/smtp-error-codes.php#BL000000',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'comcast-dynamic',
    software: 'Comcast / Xfinity',
    words: [/\bES0000[01]{2}\b/i, /mail servers not be in dynamic space/i],
    meaning: 'Comcast considers the IP address dynamic, often because of its PTR name.',
    example:
      '554 resimta-po-02v.sys.comcast.net comcast 198.51.100.7 Comcast requires that all mail servers not be in dynamic space. Please see http://postmaster.comcast.net/smtp-error-codes.php#ES000010',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'comcast-ptr',
    software: 'Comcast / Xfinity',
    words: [/all mail servers must have a PTR record/i, /\bPT0000[01]{2}\b/i],
    meaning: 'The IP address has no usable PTR record.',
    example:
      '554 resimta-po-11v.sys.comcast.net comcast 198.51.100.7 Comcast requires that all mail servers must have a PTR record with a valid Reverse DNS entry. Currently your mail server does not fill that requirement.',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'charter-ptr',
    software: 'Charter / Spectrum',
    words: [/AUP#(?:I|In)?-?11[0-5]0\b/i],
    meaning: 'Spectrum finds no usable PTR record for the IP address.',
    example: '554 p-impin015.msg.pkvw.co.charter.net cmsmtp 198.51.100.7 no rDNS AUP#In-1100',
  },
  {
    ...LISTED_ADDRESS,
    id: 'charter-aup',
    software: 'Charter / Spectrum',
    words: [/AUP#(?:In|I|Out|O)?-?1(?:010|020|200|210|3[0-7]0|[345678]\d0)\b/i],
    meaning: 'Spectrum blocks or slows down the sender.',
    action: ['Send the whole reply to unblock@charter.net, or wait until the block expires.'],
    example:
      '554 impin004.msg.chrl.nc.charter.net cmsmtp 198.51.100.7 blocked. Please see https://www.spectrum.net/support/internet/understanding-email-error-codes/ for more information. AUP#In-1020',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'cox-dns',
    software: 'Cox',
    words: [/AUP#CXDNS\b/i, /DNS check failure - try again later/i],
    meaning: 'Cox finds no usable PTR record, or its name does not resolve to the IP address.',
    example: '421 eastrmimpi109 cox 198.51.100.7 DNS check failure - try again later. Error Code: AUP#CXDNS',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-cox',
    software: 'Cox',
    words: [/AUP#(?:CDRBL|CXBL|IPBL[01]{4,5})\b/i],
    meaning:
      'Cox rejects the IP address. The digits after IPBL stand for Cloudmark, Invaluement, Return Path and Spamhaus.',
    action: [
      "Remove the IP address from the list whose digit is 1. CDRBL expires within 24 hours. For CXBL, use Cox's form.",
    ],
    example: '554 eastrmimpi305 cox 198.51.100.7 blocked. Error Code: AUP#IPBL1001',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-cox-plain',
    software: 'Cox',
    words: [/cox\.net (?:CXBL|CDRBL)\b/i],
    meaning: "The IP address is on Cox's blocklist.",
    example: '554 cox.net CXBL 198.51.100.7 is blocked',
  },
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'bl-geo',
    words: [/rejected based on geographical location/i, /blocked by GeoIP/i, /\bGeoIP (?:block|reject)/i],
    meaning: 'The recipient accepts no mail from the country of this IP address.',
    example: '554 5.7.1 <pat@example.org>: Client host rejected: rejected based on geographical location',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'tonline-nowl',
    software: 'T-Online / Telekom',
    words: [/None\/bad reputation/i, /\(NOWL\)/i],
    meaning:
      'Telekom accepts mail only from servers that it has registered, and this IP address is not one of them.',
    action: [
      'Give the server a PTR name in a domain that identifies its operator, with an imprint on the website at that name.',
      'Then request a reset at the email address in the reply.',
    ],
    example:
      '554 IP=198.51.100.7 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.t-online.de for reset. (NOWL)',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'tonline-dial',
    software: 'T-Online / Telekom',
    words: [/Dialup\/transient IP not allowed/i, /\(DIAL\)/i],
    meaning: 'Telekom considers the IP address dial-up because of its PTR name.',
    example:
      '554 IP=198.51.100.7 - Dialup/transient IP not allowed. Use a mailgateway or contact toda@rx.t-online.de if obsolete. (DIAL)',
  },
  {
    ...BAD_REPUTATION,
    id: 'qq-spam-sender',
    software: 'QQ / Tencent',
    words: [/Suspected spam sender/i, /suspected spam ip/i],
    meaning: 'Tencent considers the IP address or the domain a source of spam.',
    example: '550 Suspected spam sender.',
  },
  {
    ...RATE_LIMITED,
    id: 'qq-frequency',
    software: 'QQ / Tencent',
    words: [/\b(?:Sender|Connection|IP) frequency limited/i],
    meaning:
      'This sender sent too much mail in a short time. The limit is temporary, although the code is permanent.',
    example:
      '550 Sender frequency limited. http://service.exmail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000723',
  },
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'qq-recipient-block',
    software: 'QQ / Tencent',
    words: [/Mail is rejected by recipients/i],
    meaning: 'The recipient blocks the sender.',
    example: '550 Mail is rejected by recipients',
  },
  {
    ...BAD_REPUTATION,
    id: 'netease-rep',
    software: '163 / NetEase',
    words: [/\b(?:HL:(?:REP|IFC|MEP|IPB)|DT:RBL)\b/i],
    meaning:
      'NetEase temporarily blocks the IP address because of unknown recipients, too much mail, forged senders, or a blocklist.',
    example: '421 HL:REP 163 smtp12,QMCowABXX 198.51.100.7',
  },
  {
    ...RATE_LIMITED,
    id: 'netease-conn',
    software: '163 / NetEase',
    words: [/\b(?:HL:ICC|MI:DMC|MI:CCL|MI:CEL|MI:SFQ|RP:DRC|RP:CEL|RP:CCL)\b/i],
    meaning:
      'The IP address opened too many connections, or sent too many messages or recipients in one connection.',
    example: '450 MI:DMC 163 smtp7,PcCowABnX 198.51.100.7',
  },
  {
    ...SPAM_OR_SETUP,
    id: 'netease-spam',
    software: '163 / NetEase',
    words: [/\bDT:(?:SPM|SUM)\b/i],
    meaning: 'NetEase considers the message spam, or finds no PTR and SPF for the sending server.',
    example:
      '554 DT:SPM 163 smtp10,QMCowADX 198.51.100.7 http://mail.163.com/help/help_spam_16.htm?ip=198.51.100.7',
  },
  {
    ...BAD_REPUTATION,
    id: 'rackspace-untrusted',
    software: 'Rackspace',
    words: [/too many messages from a new or untrusted IP/i],
    meaning: 'The IP address is new to Rackspace.',
    example: '451 4.7.1 Received too many messages from a new or untrusted IP (G28)',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'rackspace-ptr',
    software: 'Rackspace',
    words: [/has no PTR record \(G1F\)/i],
    meaning: 'The IP address has no PTR record.',
    example: '450 4.7.1 Client host 198.51.100.7 has no PTR record (G1F)',
  },
  {
    ...BAD_REPUTATION,
    id: 'titan-reputation',
    software: 'Titan',
    words: [/sending IP has insufficient reputation/i, /spam rate exceeded/i],
    meaning: 'The IP address is new to Titan, or sends a lot of spam.',
    example: '421 4.7.0: Sender IP rejected: sending IP has insufficient reputation. Please retry later.',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'mxroute-range',
    software: 'MXroute',
    words: [/Unauthenticated mail not allowed from this range/i],
    meaning: 'MXroute accepts no mail without a login from this network.',
    dnsFixable: 'no',
    example: '550 Unauthenticated mail not allowed from this range',
  },
  {
    ...BAD_REPUTATION,
    id: 'mxroute-abusive',
    software: 'MXroute',
    words: [/Your IP (?:address )?is (?:sending excessive|generating excessive|flooding our SMTP)/i],
    meaning: 'The IP address guesses recipients or passwords, or sends too much.',
    example: '554 Your IP is sending excessive rejected recipients.',
  },
  {
    ...BAD_REPUTATION,
    id: 'godaddy-invalid',
    software: 'GoDaddy',
    words: [
      /attempting to (?:mail too many invalid recipients|send too many messages containing content judged)/i,
      /\bIB11[0-3]\b/i,
    ],
    meaning: 'GoDaddy blocks the IP address for an hour or a day.',
    example:
      '554 198.51.100.7 has been temporarily blocked for attempting to mail too many invalid recipients. IB112',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'godaddy-ptr',
    software: 'GoDaddy',
    words: [/Reverse DNS for .{1,60} failed/i, /\bIB108\b/i],
    meaning: 'GoDaddy could not look up the PTR record of the IP address.',
    example: '421 Temporarily rejected. Reverse DNS for 198.51.100.7 failed. IB108',
  },
  {
    ...BAD_EHLO,
    id: 'godaddy-helo',
    software: 'GoDaddy',
    words: [/HELO\/EHLO rejected\. IB301/i],
    meaning: 'GoDaddy does not accept the name in EHLO.',
    example: '501 HELO/EHLO rejected. IB301',
  },
  {
    ...RATE_LIMITED,
    id: 'rcpt-quota-titan',
    software: 'Titan',
    words: [/(?:Recipients? Domain|Domains) (?:Hourly|Daily) Quota Exceeded/i, /Recipient Quota Exceeded/i],
    meaning: 'Too much mail was sent to that domain in an hour or a day.',
    example:
      '550 5.4.7 <pat@example.org>: Recipient address rejected: Recipients Domain Hourly Quota Exceeded',
  },
  {
    ...MAILBOX_CLOSED,
    id: 'rcpt-suspended-abuse',
    software: 'Titan',
    words: [/Incoming (?:temporarily )?suspended/i],
    meaning: "The recipient's provider suspended the mailbox or the domain.",
    example: '550 5.2.1 <pat@example.org>: Recipient address rejected: Incoming suspended due to abuse',
  },
  {
    ...MAILBOX_CLOSED,
    id: 'rcpt-inactive',
    software: 'Mail.ru, Rambler, Free',
    words: [
      /(?:account is disabled|recipient address rejected: (?:Inactive|Blocked)|blocked due to inactivity)/i,
    ],
    meaning: 'The mailbox is unused or disabled.',
    example:
      '550 Message was not accepted -- invalid mailbox. Local mailbox user@mail.ru is unavailable: account is disabled',
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'rcpt-mx-not-us',
    software: 'Hostpoint',
    words: [/MX (?:records? )?do(?:es)? not point to us/i],
    meaning:
      "The message reached a server that is not in the recipient's MX, because of an old hosts file entry or a cached MX.",
    example: '550 no such address here (MX do not point to us)',
  },
];
