import type { KnownReply } from '../model.ts';
import {
  DYNAMIC_ADDRESS,
  LISTED_ADDRESS,
  LISTED_DOMAIN,
  LIST_CLOSED,
  LIST_MISREAD,
} from '../refusals/blocked.ts';

/** Public blocklists, as receivers name them in a reply. */
export const PUBLIC_LISTS: readonly KnownReply[] = [
  {
    ...LIST_MISREAD,
    id: 'bl-spamhaus-open-resolver',
    software: 'any server that queries Spamhaus',
    words: [/Error: open resolver/i, /spamhaus\.org\/returnc\/pub\//i],
    meaning:
      "The recipient's server queries Spamhaus through a public resolver and mistakes the error code it gets for a listing. The IP address is not listed.",
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; Error: open resolver; https://check.spamhaus.org/returnc/pub/198.51.100.53/',
  },
  {
    ...LIST_MISREAD,
    id: 'bl-spamhaus-volume',
    software: 'any server that queries Spamhaus',
    words: [/Error: excessive (?:number of )?queries/i, /spamhaus\.org\/returnc\/vol/i],
    meaning:
      "The recipient's server sends Spamhaus too many queries and mistakes the error code it gets for a listing. The IP address is not listed.",
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org; Error: excessive number of queries; https://www.spamhaus.org/returnc/vol/',
  },
  {
    ...LIST_MISREAD,
    id: 'bl-spamhaus-typo',
    software: 'any server that queries Spamhaus',
    words: [/Error: (?:mistyped|typ(?:o|ing error))\b/i, /127\.255\.255\.252/i],
    meaning:
      "The recipient's server queries a Spamhaus zone that does not exist and mistakes the error code it gets for a listing. The IP address is not listed.",
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zin.spamhaus.org; Error: typing error in DNSBL name; 127.255.255.252',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-spamhaus-css',
    words: [/SBLCSS/i, /spamhaus\.org\/css\b/i, /\bSpamhaus CSS\b/i],
    meaning:
      'The IP address is on the Spamhaus CSS, which automatically lists senders of low-reputation mail.',
    action: [
      'Check the EHLO name and the PTR record of the server. Bad ones are a common reason.',
      'Stop the unwanted mail, then remove the IP address at check.spamhaus.org.',
    ],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked by RBL; https://www.spamhaus.org/sbl/query/SBLCSS / https://www.spamhaus.org/query/ip/198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-spamhaus-xbl',
    words: [
      /\bSpamhaus XBL\b/i,
      /Exploits Block List/i,
      /xbl\.spamhaus\.org/i,
      /cbl\.abuseat\.org/i,
      /\[BL23\]/i,
    ],
    meaning:
      'The IP address is on the Spamhaus XBL (CBL), because a device that uses it behaves as if it were infected.',
    action: [
      'Block outgoing port 25 for everything except the mail server, and find the device in the firewall log.',
      'Then remove the IP address at check.spamhaus.org.',
    ],
    example:
      '554 5.7.1 ACL dns_rbl; Client host 198.51.100.7 blocked using Spamhaus XBL. Please visit Spamhaus for more information on why this message could not be delivered (G31)',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'bl-spamhaus-pbl',
    words: [/\bSpamhaus PBL\b/i, /\(PBL\)/i, /pbl\.spamhaus\.org/i, /spamhaus\.org\/pbl/i],
    meaning:
      'The IP address is on the Spamhaus PBL, because its network declares that it should not deliver mail directly. This does not mean that spam was seen.',
    example:
      '554 IB106. Connection refused. 198.51.100.7 is listed on the Spamhaus Block List (PBL). Please visit http://www.spamhaus.org/pbl for more information or to request a delisting.',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-spamhaus-sbl',
    words: [
      /Spamhaus SBL\b/i,
      /Spamhaus Block List \(SBL\)/i,
      /sbl\.spamhaus\.org/i,
      /spamhaus\.org\/sbl\b/i,
    ],
    meaning:
      'The IP address is on the Spamhaus SBL, a manually maintained list of spam operations and their networks.',
    action: [
      'Look up the IP address at check.spamhaus.org. The entry describes the case.',
      "Contact the abuse desk of the network (hosting provider, ISP). Only the network's owner can request removal.",
    ],
    example:
      '554 IB104. Connection refused. 198.51.100.7 is listed on the Spamhaus Block List (SBL). Please visit http://www.spamhaus.org/sbl for more information or to request a delisting.',
  },
  {
    ...LISTED_DOMAIN,
    id: 'bl-spamhaus-helo-domain',
    software: 'Exchange Online',
    words: [/Helo domain is listed in Spamhaus/i, /\(S8001\)/i],
    meaning: 'The name in EHLO is on the Spamhaus domain blocklist (DBL).',
    example:
      '550 5.7.1 Service unavailable, Helo domain is listed in Spamhaus. To request removal from this list see https://www.spamhaus.org/query/lookup/ (S8001)',
  },
  {
    ...LISTED_DOMAIN,
    id: 'bl-spamhaus-mailfrom-domain',
    software: 'Outlook.com',
    words: [/MailFrom domain is listed in Spamhaus/i, /\(S8002\)/i],
    meaning: 'The domain in MAIL FROM is on the Spamhaus domain blocklist (DBL).',
    example:
      '550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. To request removal from this list see https://www.spamhaus.org/query/lookup/ (S8002)',
  },
  {
    ...LISTED_DOMAIN,
    id: 'bl-apple-dbl',
    software: 'iCloud',
    words: [/rejected due to having a domain present in the Spamhaus DBL/i],
    meaning: 'A domain in the message, often that of a link, is on the Spamhaus domain blocklist (DBL).',
    example:
      '550 5.7.1 Your email was rejected due to having a domain present in the Spamhaus DBL -- see https://www.spamhaus.org/dbl/',
  },
  {
    ...LISTED_DOMAIN,
    id: 'bl-dbl-sender',
    software: 'Postfix and others',
    words: [
      /(?:Sender address|Helo command|Unverified Client host|Client host) \[[^\]]{1,255}\] blocked using (?:dbl\.spamhaus\.org|multi\.surbl\.org|multi\.uribl\.com|black\.uribl\.com|rhsbl\.[\w.-]{1,60})/i,
    ],
    meaning: "A domain blocklist (DBL, SURBL, URIBL) lists the sender's domain or the EHLO name.",
    example:
      '554 5.7.1 Service unavailable; Helo command [mail.example.com] blocked using dbl.spamhaus.org; https://check.spamhaus.org/query/domain/mail.example.com',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-ms-spamhaus-as',
    software: 'Exchange Online',
    words: [/blocked using Spamhaus\b.{0,160}\(AS\d{3,12}\)/i],
    meaning: 'Exchange Online rejects the IP address because Spamhaus lists it.',
    action: [
      'Look up the IP address at check.spamhaus.org and follow the steps there. Exchange Online then accepts it again automatically.',
    ],
    example:
      '550 5.7.1 Service unavailable, Client host [198.51.100.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/198.51.100.7 (AS3130).',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-cpanel-rbl',
    software: 'Exim / cPanel',
    words: [/JunkMail rejected - .{0,300}is in an RBL/i],
    meaning: 'The IP address is on the blocklist that the link names.',
    example:
      '550-"JunkMail rejected - host.example.com 550-(example.com) [198.51.100.7]:34032 is in an RBL, see 550 https://www.spamhaus.org/query/ip/198.51.100.7"',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-exim-list',
    software: 'Exim',
    words: [/\bis in a black ?list at [\w.-]{3,80}/i, /\bis listed at [\w.-]{3,80} \(/i],
    meaning: 'The IP address is on the blocklist that the reply names.',
    example: '550 Rejected because 198.51.100.7 is in a black list at zen.spamhaus.org',
  },
  {
    ...LIST_CLOSED,
    id: 'bl-sorbs',
    words: [/\b(?:\w{1,20}\.)?dnsbl\.sorbs\.net\b/i, /sorbs\.net\/lookup/i],
    meaning: "The recipient's server queries SORBS, a blocklist that was shut down in June 2024.",
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using spam.dnsbl.sorbs.net; Currently Sending Spam See: http://www.sorbs.net/lookup.shtml?198.51.100.7',
  },
  {
    ...LIST_CLOSED,
    id: 'bl-dead-lists',
    words: [
      /blocked using (?:[\w-]{1,30}\.)?(?:njabl\.org|ahbl\.org|ordb\.org|dsbl\.org|ix\.dnsbl\.manitu\.net)/i,
    ],
    meaning: "The recipient's server queries a blocklist that was shut down.",
    example: '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using ix.dnsbl.manitu.net',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-spamcop',
    words: [/\bbl\.spamcop\.net\b/i, /www\.spamcop\.net\/(?:bl|w3m)/i, /\bSpamCop\b/i],
    meaning: 'SpamCop lists the IP address because of recent reports or spam traps.',
    action: [
      'Stop the source of the reported mail. Bounces to forged senders count too.',
      'Wait: the entry expires about 24 hours after the last report.',
    ],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using bl.spamcop.net; Blocked - see https://www.spamcop.net/bl.shtml?198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-barracuda-reputation',
    software: 'Barracuda',
    words: [/blocked using\s{1,3}(?:5\d\d-)?Barracuda Reputation/i, /barracudanetworks\.com\/reputation/i],
    meaning: 'The IP address has a bad reputation in the Barracuda Reputation Block List.',
    action: [
      'Stop the source of the unwanted mail, then request removal at barracudacentral.org/rbl/removal-request.',
    ],
    example:
      '550 Service unavailable; Client host [smtp001.example.com] blocked using Barracuda Reputation; http://www.barracudanetworks.com/reputation/?r=1&ip=198.51.100.7 (pat@example.org:blocked)',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-barracudacentral',
    words: [/blocked using b\.barracudacentral\.org/i, /\bb\.barracudacentral\.org\b/i],
    meaning: "The IP address is on Barracuda's public blocklist.",
    action: [
      'Stop the source of the unwanted mail, then request removal at barracudacentral.org/rbl/removal-request.',
    ],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using b.barracudacentral.org;',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-proofpoint-pdr',
    software: 'Proofpoint',
    words: [/blocked using prs\.proofpoint\.com/i],
    meaning: 'Proofpoint Dynamic Reputation blocks the IP address.',
    action: ['Look up the IP address and request removal at ipcheck.proofpoint.com.'],
    example: '550 5.7.1 Service unavailable; client [198.51.100.7] blocked using prs.proofpoint.com',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-proofpoint-check',
    software: 'Proofpoint (also iCloud)',
    words: [/(?:support\.proofpoint\.com\/dnsbl-lookup|ipcheck\.proofpoint\.com)/i],
    meaning: 'Proofpoint Dynamic Reputation, which iCloud also uses, blocks the IP address.',
    action: ['Look up the IP address and request removal at ipcheck.proofpoint.com.'],
    example: '550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-cloudmark-csi',
    software: 'Proofpoint, GoDaddy, Orange, Comcast',
    words: [/Cloudmark Sender Intelligence/i, /csi\.cloudmark\.com/i],
    meaning: 'The IP address is listed by Cloudmark Sender Intelligence (CSI).',
    action: [
      'Stop the source of the unwanted mail, then request a reset at csi.cloudmark.com/reset-request.',
    ],
    example:
      '550 5.7.1 Service unavailable; client [198.51.100.7] blocked using Cloudmark Sender Intelligence (Visit http://csi.cloudmark.com/reset-request/ if you feel this is in error)',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-trend-rbl',
    software: 'Trend Micro',
    words: [/Trend Micro RBL\+?/i, /mail-abuse\.com\/cgi-bin/i],
    meaning: "Trend Micro's reputation service lists the IP address.",
    action: ['Look up the IP address and request removal at servicecentral.trendmicro.com/en-US/ers/.'],
    example:
      '550 Service unavailable; Client Host [198.51.100.7] blocked using Trend Micro RBL+. Please see http://www.mail-abuse.com/cgi-bin/lookup?ip_address=198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-abusix',
    words: [/\babusix\.(?:zone|com)\b/i],
    meaning: 'Abusix Mail Intelligence lists the IP address.',
    action: ['Look up the IP address and remove it at lookup.abusix.com.'],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using xxx.combined.mail.abusix.zone; https://lookup.abusix.com/search?q=198.51.100.7',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-uceprotect-1',
    words: [/UCEPROTECT-Level ?1/i, /dnsbl-1\.uceprotect\.net/i],
    meaning: 'UCEPROTECT level 1 lists the IP address because it sent mail to a spam trap.',
    action: [
      'Stop the source of the mail and wait. The entry expires 7 days after the last hit, so there is no need to pay.',
    ],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using dnsbl-1.uceprotect.net; IP 198.51.100.7 is UCEPROTECT-Level 1 listed. See http://www.uceprotect.net/rblcheck.php?ipr=198.51.100.7',
  },
  {
    ...LIST_CLOSED,
    id: 'bl-uceprotect-23',
    words: [/UCEPROTECT-Level ?[23]/i, /dnsbl-[23]\.uceprotect\.net/i],
    meaning: "UCEPROTECT level 2 or 3 lists the provider's whole network, not this IP address.",
    causes: [
      {
        text: "The recipient's server rejects mail because of neighboring IP addresses, which the list itself advises against.",
      },
    ],
    action: [
      'Ask the recipient to stop rejecting mail based on levels 2 and 3.',
      'Until then, send through another network.',
    ],
    example:
      '554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using dnsbl-3.uceprotect.net; Your ISP EXAMPLE-AS/AS64500 is UCEPROTECT-Level3 listed for hosting a total of 231 abusers.',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-invaluement',
    words: [/\blisted by Invaluement/i, /\bsip\.invaluement\.com/i, /\bivmSIP\b/i],
    meaning: 'The Invaluement list (ivmSIP) contains the IP address.',
    example: '550 5.5.4 198.51.100.7 is listed by Invaluement, see https://www.invaluement.com/lookup/',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-validity',
    software: 'Rackspace and others',
    words: [
      /blocked using (?:Senderscore|score\.senderscore\.com|bl\.score\.senderscore\.com)/i,
      /ACL dns_rbl; .{0,80}Senderscore/i,
      /Return ?Path DNSBL/i,
    ],
    meaning: 'The Sender Score (Validity) of the IP address is low.',
    example:
      '554 5.7.1 ACL dns_rbl; Client host 198.51.100.7 blocked using Senderscore. Please visit Senderscore for more information on why this message could not be delivered (G31)',
  },
  {
    ...LISTED_ADDRESS,
    id: 'bl-generic-blacklist',
    isGeneric: true,
    words: [/(?:rejected|blocked) (?:based on|because of|due to) (?:a |the )?b(?:lack|lock) ?list/i],
    meaning: 'The IP address is on a blocklist that the reply does not name.',
    action: [
      'Look up the IP address at check.spamhaus.org, SpamCop, Barracuda and Talos, and ask the recipient which list it was.',
    ],
    example: '554 Message from 198.51.100.7 rejected based on blacklist',
  },
];
