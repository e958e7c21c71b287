import type { Cause } from './model.ts';

/** Causes that several kinds of rejection share. */

export const SENDER_NOT_IN_SPF: Cause = {
  text: 'The sending server is not in the SPF record of the domain in MAIL FROM.',
  about: 'spf',
  rules: ['spf-missing-sending-ip', 'sender-missing-spf'],
  spf: ['fail', 'softfail', 'neutral'],
};

export const SPF_BROKEN: Cause = {
  text: 'The SPF record cannot be evaluated, because it has a syntax error, needs more than 10 lookups, or there are 2 records at one name.',
  about: 'spf',
  rules: ['spf-lookup-limit-exceeded', 'spf-lookup-limit-local', 'spf-multiple-records', 'spf-void-lookups'],
  spf: ['permerror'],
};

export const SPF_MISSING: Cause = {
  text: 'The domain in MAIL FROM has no SPF record.',
  about: 'spf',
  rules: ['spf-missing', 'spf-version-invalid'],
  spf: ['none'],
};

export const SPF_TOO_WIDE: Cause = {
  text: 'The SPF record authorizes too many hosts (+all, ?all, or wide networks).',
  about: 'spf',
  rules: ['spf-all-pass', 'spf-all-neutral', 'spf-cidr-too-wide', 'spf-cidr-zero'],
};

export const NOT_SIGNED: Cause = {
  text: 'The message has no DKIM signature from the domain, or the key is not published.',
  about: 'dkim',
  rules: ['dkim-no-key-found', 'dkim-cname-dangling', 'sender-missing-dkim', 'sender-m365-one-selector'],
};

export const KEY_UNUSABLE: Cause = {
  text: 'The published DKIM key is truncated, damaged or revoked, so no signature passes.',
  about: 'dkim',
  rules: ['dkim-key-der-invalid', 'dkim-p-base64-invalid', 'dkim-p-empty', 'dkim-multiple-records'],
};

export const ALTERED_ON_THE_WAY: Cause = {
  text: 'A server on the path changed the message after it was signed (a footer, a disclaimer, a mailing list).',
};

export const NOTHING_ALIGNED: Cause = {
  text: 'Neither SPF nor DKIM passes for the domain in From. If one of them passes, it is for another domain.',
  about: 'dmarc',
  rules: [
    'dmarc-strict-alignment',
    'dmarc-strict-alignment-subdomain',
    'dmarc-strict-fails-sender',
    'sender-envelope-missing',
  ],
};

export const POLICY_TOO_STRICT: Cause = {
  text: 'The DMARC policy makes receivers reject mail from a sender that is not set up yet.',
  about: 'dmarc',
  rules: [
    'dmarc-rejects-sender',
    'dmarc-reject-without-dkim',
    'dmarc-reject-without-spf',
    'dmarc-sp-reject-subdomain-sends',
  ],
};

export const DMARC_MISSING: Cause = {
  text: 'The domain in From has no DMARC record that receivers accept.',
  about: 'dmarc',
  rules: [
    'dmarc-missing',
    'dmarc-p-missing',
    'dmarc-version-invalid',
    'dmarc-wrong-owner',
    'dmarc-multiple-records',
  ],
};

export const DMARC_BROKEN: Cause = {
  text: 'The DMARC record has an error.',
  about: 'dmarc',
  rules: ['dmarc-tag-syntax', 'dmarc-p-invalid', 'dmarc-multiple-records'],
};

export const FORWARDED: Cause = {
  text: 'The message was forwarded. The forwarder is not in your SPF record, and does not need to be.',
};

export const NOT_LOGGED_IN: Cause = {
  text: 'The sending program does not log in (SMTP AUTH), or uses port 25 instead of 587 or 465.',
};

export const RELAY_NOT_ALLOWED: Cause = {
  text: "The server's list of allowed networks (mynetworks in Postfix), or its connector, does not allow the client to relay.",
};

export const WRONG_MX: Cause = {
  text: "The recipient domain's MX points to a server that does not handle this domain.",
  about: 'recipient-mx',
  rules: ['mx-mixed-providers', 'mx-m365-tenant-mismatch', 'mx-gateway-and-origin', 'mx-provider-typo'],
};

export const DOMAIN_NOT_ACCEPTED: Cause = {
  text: 'The domain is missing from the list of domains that the receiving server or organization accepts.',
};

export const NO_PTR: Cause = {
  text: 'The sending IP address has no PTR record, or the name in it does not resolve back to the address.',
  about: 'reverse-dns',
  rules: ['cross-ptr-mismatch'],
};

export const IPV6_FORGOTTEN: Cause = {
  text: 'The mail was sent over IPv6, but only the IPv4 address is in SPF and has a PTR record.',
  about: 'spf',
  rules: ['cross-ip6-unlisted'],
  onlyIpv6: true,
  spf: ['fail', 'softfail', 'neutral'],
};

export const DNS_DID_NOT_ANSWER: Cause = {
  text: "The name servers of the sender's domain did not reply in time, or the reply is too large for UDP.",
  about: 'spf',
  rules: ['txt-record-too-large', 'spf-void-lookups', 'dkim-cname-dangling'],
};

export const LISTED: Cause = {
  text: 'The sending IP address, or a network that contains it, is on a blocklist.',
};

export const REPUTATION: Cause = {
  text: 'Much of the mail from this IP address or domain was unwanted, or its volume rose suddenly.',
};

export const AUTHENTICATION_TOO: Cause = {
  text: 'SPF, DKIM or DMARC does not pass, which counts against the mail in such filters.',
  about: 'dmarc',
  rules: ['dmarc-missing'],
};

export const RECIPIENT_RULE: Cause = {
  text: "A rule of the recipient's organization applies, and only its administrator can change it.",
};

export const DYNAMIC: Cause = {
  text: 'The IP address is in a dynamic or residential range, or its PTR name looks like one.',
  about: 'reverse-dns',
  rules: ['cross-ptr-mismatch'],
};

export const MISSPELLED: Cause = { text: 'The address is misspelled, or the mailbox no longer exists.' };
