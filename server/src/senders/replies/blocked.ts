import { AUTHENTICATION_TOO, LISTED, RECIPIENT_RULE, REPUTATION } from './causes.ts';
import type { KnownReply } from './model.ts';

const DELIST = 'Find out what sent the unwanted mail, stop it, then ask for removal as the answer says.';

/** The address or the domain is not welcome. Records in the DNS do not end this, though SPF, DKIM and DMARC help later. */
export const BLOCKED: readonly KnownReply[] = [
  {
    id: 'block-ms-banned-ip',
    fault: 'blocklist',
    software: 'Exchange Online',
    words: [/banned sending IP/i],
    meaning: 'Microsoft has banned the address that sent.',
    dnsFixable: 'no',
    causes: [LISTED],
    action: ['Ask for removal at sender.office.com, once the cause is gone.'],
    example: '550 5.7.606 Access denied, banned sending IP [192.0.2.10]',
  },
  {
    id: 'block-ms-s3150',
    fault: 'blocklist',
    software: 'Outlook.com',
    words: [/part of their network is on our block list/i, /\(S31[45]0\)/i],
    meaning: 'Outlook.com blocks the network that the address is in.',
    dnsFixable: 'no',
    causes: [LISTED],
    action: ["Ask the provider of the address, and Microsoft's form for senders."],
    example:
      "550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
  },
  {
    id: 'block-ms-511',
    fault: 'blocklist',
    software: 'Exchange Online',
    words: [/access denied, banned sender/i],
    ownCodes: ['5.7.511'],
    meaning: 'Microsoft has banned the sender.',
    dnsFixable: 'no',
    causes: [LISTED],
    action: ['Forward the answer to delist@microsoft.com, once the cause is gone.'],
    example: '550 5.7.511 Access denied, banned sender [192.0.2.10]',
  },
  {
    id: 'block-eo-750',
    fault: 'policy',
    software: 'Exchange Online',
    words: [/blocked from sending from unregistered domains/i],
    ownCodes: ['5.7.750'],
    meaning: 'The tenant sends with domains that are not registered in it.',
    dnsFixable: 'no',
    causes: [{ text: 'The domain in the address is not an accepted domain of the tenant.' }],
    action: ['Add the domain to the tenant and verify it.'],
    example: '550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains.',
  },
  {
    id: 'identity-ses',
    fault: 'policy',
    software: 'Amazon SES',
    words: [/identities failed the check in region/i],
    meaning:
      'Amazon SES does not send for an address or a domain that the account has not verified in this region.',
    dnsFixable: 'sometimes',
    causes: [
      {
        text: "The domain's DKIM records that SES asks for are not published, or the region is another one.",
        about: 'dkim',
      },
    ],
    action: ['Verify the domain in the region that is used, with the CNAME records that SES shows.'],
    example:
      '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: a@example.com',
  },
  {
    id: 'block-eo-705',
    fault: 'blocklist',
    software: 'Exchange Online',
    words: [/traffic not accepted from this IP/i, /tenant has exceeded threshold/i],
    ownCodes: ['5.7.705', '5.7.708'],
    meaning: 'Microsoft limits what the tenant may send.',
    dnsFixable: 'no',
    causes: [REPUTATION],
    action: ['Look for accounts that were taken over, then ask the support of Microsoft 365.'],
    example: '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP',
  },
  {
    id: 'block-eo-51',
    fault: 'policy',
    software: 'Exchange Online',
    words: [/TenantInboundAttribution/i, /RestrictDomainsTo/i],
    ownCodes: ['5.7.51'],
    meaning:
      "The recipient's connector takes mail of this domain only from certain addresses or certificates.",
    dnsFixable: 'no',
    causes: [RECIPIENT_RULE],
    action: ["Ask the recipient's administrator to add the address or the certificate to the connector."],
    example:
      "550 5.7.51 TenantInboundAttribution; There is a partner connector configured that matched the message's recipient domain.",
  },
  {
    id: 'block-gmail-reputation',
    fault: 'blocklist',
    software: 'Gmail',
    words: [/very low reputation of the sending/i],
    meaning: 'Gmail has seen much unwanted mail from this address or domain.',
    dnsFixable: 'no',
    causes: [REPUTATION, AUTHENTICATION_TOO],
    action: [
      "Send less and only to who asked for it; Google's Postmaster Tools show the reputation.",
      'SPF, DKIM and DMARC are the base for a better one.',
    ],
    example:
      '550 5.7.1 This message is likely suspicious due to the very low reputation of the sending domain.',
  },
  {
    id: 'block-yahoo-ts',
    fault: 'blocklist',
    software: 'Yahoo',
    words: [/\[TSS?\d{1,3}\]/, /temporarily deferred due to (?:unexpected volume|user complaints)/i],
    meaning: 'Yahoo takes no mail from the address for now, because of complaints or its amount.',
    dnsFixable: 'no',
    causes: [REPUTATION, AUTHENTICATION_TOO],
    action: ['Send more slowly, and less to who did not ask for it.'],
    example:
      '421 4.7.0 [TSS04] Messages from 192.0.2.10 temporarily deferred due to unexpected volume or user complaints',
  },
  {
    id: 'block-icloud-policy',
    fault: 'content',
    software: 'iCloud Mail',
    words: [/\[(?:CS01|CS02|HM08)\]/, /rejected due to local policy/i],
    meaning: "Apple's filters refuse the mail.",
    dnsFixable: 'no',
    causes: [{ text: 'The content or the reputation of the sender.' }, AUTHENTICATION_TOO],
    action: ['Write to icloudadmin@apple.com with the answer, once SPF, DKIM and DMARC pass.'],
    example: '550 5.7.1 [CS01] Message rejected due to local policy.',
  },
  {
    id: 'dnsbl-postfix',
    fault: 'blocklist',
    software: 'Postfix and others',
    isGeneric: true,
    words: [
      /\bblocked using [\w.-]{3,80}/i,
      /\b(?:blocked|listed|rejected) (?:at|in|by|on|due to) [\w.-]{0,60}(?:spamhaus|spamcop|barracudacentral|sorbs|abuseat|dnsbl|rbl|blocklist|blacklist)/i,
      /\b(?:is|are|was|been) (?:on|in|listed (?:on|in|by)) .{0,40}\b(?:black|block)[- ]?list/i,
      /\bRBL restriction\b/i,
    ],
    meaning: 'The address or the domain is on a list of senders of spam that the receiver asks.',
    dnsFixable: 'no',
    causes: [LISTED],
    action: [DELIST],
    example: '554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org',
  },
  {
    id: 'block-barracuda',
    fault: 'policy',
    software: 'Barracuda Email Gateway Defense',
    words: [
      /permanent failure for one or more recipients \(.{1,320}:blocked\)/i,
      /barracuda(?:central|networks)\.(?:org|com).{0,80}(?:blocked|reputation)/i,
    ],
    meaning:
      "The recipient's gateway refuses by its block list, its authentication rules or a policy; it does not say which.",
    dnsFixable: 'sometimes',
    causes: [RECIPIENT_RULE, LISTED, AUTHENTICATION_TOO],
    action: ['See that SPF, DKIM and DMARC pass, then ask the recipient to look at the gateway.'],
    example: '550 permanent failure for one or more recipients (user@example.net:blocked)',
  },
];
