import {
  ALTERED_ON_THE_WAY,
  DMARC_BROKEN,
  DMARC_MISSING,
  DNS_DID_NOT_ANSWER,
  FORWARDED,
  IPV6_FORGOTTEN,
  KEY_UNUSABLE,
  NOTHING_ALIGNED,
  NOT_SIGNED,
  NO_PTR,
  POLICY_TOO_STRICT,
  SENDER_NOT_IN_SPF,
  SPF_MISSING,
} from './causes.ts';
import type { KnownReply } from './model.ts';

const ALIGN =
  'Configure the sender to sign with DKIM as the domain in From, its parent domain or a subdomain. One aligned pass is enough.';
const STAGE = 'Until all senders are set up, use p=none or p=quarantine so that mail is not rejected.';
const FAIL_CAUSES = [NOTHING_ALIGNED, NOT_SIGNED, SENDER_NOT_IN_SPF, POLICY_TOO_STRICT, FORWARDED];
const FAIL = {
  fault: 'dmarc',
  meaning:
    'The mail does not pass DMARC, and the policy of the domain in From asks receivers to reject such mail.',
  dnsFixable: 'yes',
  causes: FAIL_CAUSES,
  action: [ALIGN, 'If the domain in MAIL FROM is aligned, add the sender to its SPF record.', STAGE],
} as const;
const PUBLISH_BOTH = 'Publish an SPF record that lists the sending server, and sign with DKIM.';

/** Replies about DMARC and DKIM, and replies that require SPF, DKIM and DMARC together. */
export const DMARC: readonly KnownReply[] = [
  {
    id: 'dmarc-gmail-26-temp',
    fault: 'dmarc',
    software: 'Gmail',
    words: [/temporary DNS failures? prevent/i, /DMARC policy/i],
    enhanced: ['4.7.26'],
    meaning:
      'Gmail could not look up SPF, DKIM or DMARC at that moment, and the DMARC policy asks receivers to reject mail that does not pass.',
    dnsFixable: 'sometimes',
    causes: [DNS_DID_NOT_ANSWER, NOTHING_ALIGNED],
    action: [
      'Make sure that all name servers of the domain reply, and that every CNAME at a DKIM selector points to a key record.',
    ],
    example:
      "451 4.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy, but temporary DNS failures prevent authentication.",
  },
  {
    ...FAIL,
    id: 'dmarc-gmail-26',
    software: 'Gmail',
    words: [
      /unauthenticated email from .{1,300}is not accepted due to domain'?s DMARC policy/i,
      /\bDmarcRejection\b/,
    ],
    example:
      "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.",
  },
  {
    id: 'auth-yahoo-both',
    fault: 'authentication',
    software: 'Yahoo',
    words: [/Yahoo requires all senders to authenticate with either SPF or DKIM/i],
    meaning: 'Neither SPF nor DKIM passes, and Yahoo requires one of them from every sender.',
    dnsFixable: 'yes',
    causes: [SENDER_NOT_IN_SPF, SPF_MISSING, NOT_SIGNED],
    action: [PUBLISH_BOTH],
    example: '550 5.7.9 Yahoo requires all senders to authenticate with either SPF or DKIM',
  },
  {
    id: 'auth-gmail-26-none',
    fault: 'authentication',
    software: 'Gmail',
    words: [
      /authenticate with (?:either|at least one of) SPF or DKIM/i,
      /sender is unauthenticated/i,
      /does not have authentication information or fails to/i,
    ],
    meaning: 'Neither SPF nor DKIM passes, and Gmail requires one of them from every sender.',
    dnsFixable: 'yes',
    causes: [SENDER_NOT_IN_SPF, SPF_MISSING, NOT_SIGNED, KEY_UNUSABLE],
    action: [PUBLISH_BOTH],
    example:
      '550 5.7.26 This email has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM.',
  },
  {
    id: 'auth-ms-4726',
    fault: 'authentication',
    software: 'Exchange Online',
    words: [/pass either SPF or DKIM validation/i],
    meaning: 'Over IPv6, Exchange Online accepts only mail that passes SPF or DKIM.',
    dnsFixable: 'yes',
    causes: [IPV6_FORGOTTEN, NOT_SIGNED],
    action: ['Add the IPv6 address to SPF as "ip6:", or configure the server to sign with DKIM.'],
    example:
      '450 4.7.26 Service does not accept messages sent over IPv6 unless they pass either SPF or DKIM validation; this message is not signed',
  },
  {
    id: 'dmarc-gmail-missing',
    fault: 'dmarc',
    software: 'Gmail',
    words: [/doesn'?t have a DMARC record/i, /does not have a DMARC record/i],
    ownCodes: ['5.7.40', '4.7.40'],
    meaning: 'The domain in From has no DMARC record with a policy, which Gmail requires from bulk senders.',
    dnsFixable: 'yes',
    causes: [DMARC_MISSING],
    action: ['Publish "v=DMARC1; p=none; rua=mailto:…" at "_dmarc" under the domain in From.'],
    example:
      "550 5.7.40 Your message was blocked because the sending domain doesn't have a DMARC record or the DMARC record doesn't specify a DMARC policy.",
  },
  {
    id: 'align-gmail-32',
    fault: 'dmarc',
    software: 'Gmail',
    words: [/isn'?t aligned with either/i, /is not aligned with either/i],
    enhanced: ['4.7.32', '5.7.32', 'none'],
    ownCodes: ['4.7.32', '5.7.32'],
    meaning: 'SPF and DKIM pass for a different domain than the one in From.',
    dnsFixable: 'yes',
    causes: [NOTHING_ALIGNED],
    action: [ALIGN, 'Alternatively, give the service a return path in your own domain.'],
    example:
      "421 4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the authenticated SPF or DKIM organizational domain.",
  },
  {
    ...FAIL,
    id: 'dmarc-eo-509',
    software: 'Exchange Online',
    words: [/does not pass DMARC verification/i],
    ownCodes: ['5.7.509'],
    example:
      '550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification and has a DMARC policy of reject.',
  },
  {
    id: 'auth-outlook-515',
    fault: 'authentication',
    software: 'Outlook.com',
    words: [/does not meet the required authentication level/i],
    ownCodes: ['5.7.515'],
    meaning:
      'Outlook.com requires SPF, DKIM and DMARC to pass for bulk senders. The end of the reply shows which of them failed.',
    dnsFixable: 'yes',
    causes: [DMARC_MISSING, NOT_SIGNED, SENDER_NOT_IN_SPF, NOTHING_ALIGNED],
    action: [
      'Fix what the end of the reply shows as "Fail".',
      'Publish a DMARC record with at least p=none.',
    ],
    example:
      '550 5.7.515 Access denied, sending domain example.com does not meet the required authentication level. Spf=Pass, Dkim=Fail, DMARC=Pass',
  },
  {
    ...FAIL,
    id: 'dmarc-opendmarc',
    software: 'OpenDMARC',
    words: [/rejected by DMARC policy for /i],
    example: '550 5.7.1 rejected by DMARC policy for example.com',
  },
  {
    ...FAIL,
    id: 'dmarc-icloud',
    software: 'iCloud Mail',
    words: [/rejected due to .{1,260}'?s? DMARC policy/i, /failing both SPF and DKIM/i],
    example: "550 5.7.1 Your message was rejected due to example.com's DMARC policy.",
  },
  {
    ...FAIL,
    id: 'dmarc-mimecast',
    software: 'Mimecast',
    words: [/DMARC sender invalid/i],
    example: '550 DMARC Sender Invalid - envelope rejected',
  },
  {
    ...FAIL,
    id: 'auth-tencent-dmarc',
    software: 'Tencent QQ',
    words: [/DMARC check failed/i],
    example: '550 DMARC check failed. http://service.mail.qq.com/cgi-bin/help?subtype=1',
  },
  {
    id: 'dkim-yahoo',
    fault: 'dmarc',
    software: 'Yahoo',
    words: [/permanent error evaluating DMARC/i, /message not accepted due to failed (?:DKIM|DMARC)/i],
    meaning: 'Yahoo could not evaluate DKIM or DMARC for the domain, and retrying does not help.',
    dnsFixable: 'yes',
    causes: [DMARC_BROKEN, KEY_UNUSABLE, NOTHING_ALIGNED],
    action: ['Fix what mailtxt reports about the DMARC record and the DKIM key.'],
    example: '554 5.7.5 permanent error evaluating DMARC policy',
  },
  {
    ...FAIL,
    id: 'dmarc-yahoo-79',
    software: 'Yahoo',
    words: [/message not accepted for policy reasons/i],
    meaning:
      'Yahoo rejects the mail by policy, usually because it does not pass DMARC, and otherwise because of its content.',
    dnsFixable: 'sometimes',
    causes: [...FAIL_CAUSES, { text: "Yahoo's filters reject the content of the mail." }],
    example:
      '554 5.7.9 Message not accepted for policy reasons.  See https://postmaster.yahooinc.com/error-codes',
  },
  {
    id: 'dkim-gmail-30',
    fault: 'dkim',
    software: 'Gmail',
    words: [/didn'?t pass DKIM authentication/i, /DKIM authentication didn'?t pass/i, /did not pass DKIM/i],
    enhanced: ['5.7.30', '4.7.30', 'none'],
    meaning: 'Gmail requires DKIM to pass for bulk senders, and it did not pass.',
    dnsFixable: 'yes',
    causes: [NOT_SIGNED, KEY_UNUSABLE, ALTERED_ON_THE_WAY],
    action: [
      "Turn on DKIM signing at the sending service, and publish the selector's record as the service shows it.",
    ],
    example: "550 5.7.30 This message was blocked because it didn't pass DKIM authentication.",
  },
  {
    id: 'dkim-mimecast',
    fault: 'dkim',
    software: 'Mimecast',
    words: [/DKIM sender invalid/i],
    meaning: 'The DKIM signature cannot be verified.',
    dnsFixable: 'yes',
    causes: [KEY_UNUSABLE, ALTERED_ON_THE_WAY, NOT_SIGNED],
    action: ["Compare the selector's record with the key that the sender signs with."],
    example: '550 DKIM Sender Invalid - envelope rejected',
  },
  {
    id: 'dkim-7372',
    fault: 'dkim',
    software: 'receivers that follow RFC 7372',
    isGeneric: true,
    words: [
      /no (?:passing|acceptable|valid author-matched) DKIM signature/i,
      /\bDKIM\b.{0,40}\b(?:fail|invalid|not verif)/i,
    ],
    ownCodes: ['5.7.20', '5.7.21', '5.7.22'],
    meaning:
      'The message has no DKIM signature that passes, that is acceptable, or that is from the domain in From.',
    dnsFixable: 'yes',
    causes: [NOT_SIGNED, KEY_UNUSABLE, NOTHING_ALIGNED, ALTERED_ON_THE_WAY],
    action: [
      "Publish the selector's record as the service shows it, and configure the service to sign as the domain in From.",
    ],
    example: '550 5.7.20 No passing DKIM signature found',
  },
  {
    ...FAIL,
    id: 'dmarc-generic',
    isGeneric: true,
    words: [
      /\b(?:rejected|refused|blocked|not accepted)\b.{0,60}\bDMARC\b/i,
      /\bDMARC\b.{0,40}\b(?:policy|reject|fail|violation)/i,
    ],
    example: '550 5.7.1 Email rejected per DMARC policy for example.com',
  },
  {
    id: 'auth-7372-26',
    fault: 'authentication',
    software: 'receivers that follow RFC 7372, and Gmail',
    isGeneric: true,
    words: [/multiple authentication checks failed/i, /\bunauthenticated (?:e-?mail|message)/i],
    ownCodes: ['5.7.26'],
    meaning:
      'More than one of SPF, DKIM and DMARC does not pass. Gmail uses the same code when only one of them fails.',
    dnsFixable: 'yes',
    causes: [SENDER_NOT_IN_SPF, NOT_SIGNED, NOTHING_ALIGNED, SPF_MISSING],
    action: [PUBLISH_BOTH, ALIGN],
    example: '550 5.7.26 Multiple authentication checks failed',
  },
  {
    id: 'ptr-gmail-ipv6',
    fault: 'authentication',
    software: 'Gmail',
    words: [/does not meet IPv6 sending guidelines/i],
    meaning:
      'Over IPv6, Gmail accepts only mail that passes SPF or DKIM and comes from an address with a PTR record.',
    dnsFixable: 'partly',
    causes: [NO_PTR, IPV6_FORGOTTEN, NOT_SIGNED],
    action: ['Give the IPv6 address a PTR record that resolves back to it, and add it to SPF as "ip6:".'],
    example:
      '550 5.7.1 This message does not meet IPv6 sending guidelines regarding PTR records and authentication.',
  },
];
