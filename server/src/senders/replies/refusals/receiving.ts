import {
  DNS_DID_NOT_ANSWER,
  DOMAIN_NOT_ACCEPTED,
  FORWARDED,
  IPV6_FORGOTTEN,
  KEY_UNUSABLE,
  MISSPELLED,
  NOTHING_ALIGNED,
  NOT_SIGNED,
  NO_PTR,
  POLICY_TOO_STRICT,
  SENDER_NOT_IN_SPF,
  SPF_BROKEN,
  WRONG_MX,
} from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** Rejections because of the recipient, or because of what the receiver finds in DNS. */

export const NO_REVERSE_DNS: CommonRefusal = {
  fault: 'reverse-dns',
  dnsFixable: 'partly',
  causes: [NO_PTR],
  action: [
    'Ask the owner of the IP address (hosting provider, ISP) for a PTR record with the name of the server.',
    'Publish an A or AAAA record at that name with the same address, and use the name in EHLO.',
  ],
};

export const BAD_EHLO: CommonRefusal = {
  fault: 'sender-domain',
  dnsFixable: 'partly',
  causes: [
    { text: "The name in EHLO is not the server's own fully qualified host name." },
    {
      text: 'The name has no A or AAAA record.',
      about: 'reverse-dns',
      rules: ['spf-helo-missing'],
    },
  ],
  action: [
    "Set the server's own fully qualified host name (myhostname, primary_hostname), and give it an A or AAAA record.",
  ],
};

export const SENDER_DOMAIN_NO_MX: CommonRefusal = {
  fault: 'sender-domain',
  dnsFixable: 'yes',
  causes: [
    {
      text: 'The domain in MAIL FROM has neither an MX nor an address record, or its MX points to a host without an address.',
      about: 'sender-mx',
      rules: ['mx-missing', 'mx-no-address'],
    },
  ],
  action: ['Publish an MX record for the domain in MAIL FROM, or send with a domain that has one.'],
};

export const SENDER_CALLOUT: CommonRefusal = {
  fault: 'sender-domain',
  dnsFixable: 'sometimes',
  causes: [
    { text: "The sender's address does not exist at its own mail server." },
    {
      text: "The MX of the sender's domain points to a server that does not have the address.",
      about: 'sender-mx',
      rules: ['mx-missing', 'mx-no-address'],
    },
  ],
  action: [
    'Use an existing address in MAIL FROM, or create the address.',
    "Check the MX of the sender's domain.",
  ],
};

export const RECIPIENT_DOMAIN: CommonRefusal = {
  fault: 'recipient-domain',
  dnsFixable: 'sometimes',
  causes: [{ text: 'The domain of the recipient is misspelled.' }, WRONG_MX, DOMAIN_NOT_ACCEPTED],
  action: [
    'Check the spelling after "@".',
    'If the domain is yours, correct its MX, or add the domain at the server that the MX points to. Otherwise, notify its owner.',
  ],
};

export const RECIPIENT_TYPO: CommonRefusal = {
  fault: 'recipient-domain',
  dnsFixable: 'no',
  causes: [{ text: 'The domain of the recipient is misspelled.' }],
  action: ['Check the spelling after "@", and send the message again.'],
};

export const NO_SUCH_RECIPIENT: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [MISSPELLED],
  action: ['Check the address. If it no longer exists, remove it from your lists.'],
};

export const MAILBOX_CLOSED: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [{ text: 'The mailbox is unused, or its provider closed it.' }],
  action: ['Contact the recipient another way, and remove the address from your lists.'],
};

export const MAILBOX_FULL: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [{ text: 'The recipient has not deleted mail for a long time, or has little space.' }],
  action: ['Contact the recipient another way.'],
};

export const SERVER_TROUBLE: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: "The receiver's system has an error or reached a limit." }],
  action: ['Wait for the sending server to retry.'],
};

export const CANNOT_CONNECT: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [
    { text: "The recipient's server is down, or a network or a firewall blocks the connection." },
    { text: 'Your own network blocks port 25.' },
  ],
  action: [
    'If only one recipient fails, try again later.',
    'If all recipients fail, send through your provider on port 587 or 465, or ask the provider to open port 25.',
  ],
};

export const SPF_FAIL: CommonRefusal = {
  fault: 'spf',
  dnsFixable: 'yes',
  causes: [SENDER_NOT_IN_SPF, SPF_BROKEN, IPV6_FORGOTTEN, FORWARDED],
  action: [
    'Add the sending server to the SPF record of the domain in MAIL FROM, or send through a server that is in it.',
  ],
};

export const DKIM_MISSING: CommonRefusal = {
  fault: 'dkim',
  dnsFixable: 'yes',
  causes: [NOT_SIGNED, KEY_UNUSABLE],
  action: ['Turn on DKIM signing for the domain in From, and publish its key.'],
};

export const DMARC_FAIL: CommonRefusal = {
  fault: 'dmarc',
  dnsFixable: 'yes',
  causes: [NOTHING_ALIGNED, NOT_SIGNED, SENDER_NOT_IN_SPF, POLICY_TOO_STRICT, FORWARDED],
  action: ['Make SPF or DKIM pass with the domain in From.'],
};

export const AUTHENTICATION_FAIL: CommonRefusal = {
  fault: 'authentication',
  dnsFixable: 'yes',
  causes: [SENDER_NOT_IN_SPF, NOT_SIGNED, NOTHING_ALIGNED, DNS_DID_NOT_ANSWER],
  action: ['Publish an SPF record that lists the sending server, and sign with DKIM as the domain in From.'],
};
