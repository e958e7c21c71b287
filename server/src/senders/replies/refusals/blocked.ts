import { DYNAMIC, LISTED, RECIPIENT_RULE, REPUTATION } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** The address or the domain is not welcome at the receiver. Few of these are about records. */

export const LISTED_ADDRESS: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [LISTED],
  action: [
    'Look up the address at the blocklist that the reply names.',
    'Find and stop what sent the unwanted mail, then request removal there.',
    'Until then, send through another server.',
  ],
};

export const LISTED_DOMAIN: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: 'The domain, its web site or an account that uses it was abused.' }],
  action: [
    'Look up the domain, not the address, at the blocklist that the reply names.',
    'Secure the web site or the account, then request removal there.',
  ],
};

/** The list did not list anything: the receiver misunderstood what it was told. */
export const LIST_MISREAD: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: "The recipient's server is configured wrongly: it rejects mail from everyone." }],
  action: [
    'Tell the recipient in another way. There is no listing to remove.',
    'The recipient has to query the list through its own resolver or with a key (DQS), and to accept only 127.0.0.2 to 127.0.0.11 as listings.',
  ],
};

export const LIST_CLOSED: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: "The recipient's server still queries a blocklist that no longer exists." }],
  action: ["Ask the recipient's administrator to remove the list. There is no listing to remove."],
};

export const DYNAMIC_ADDRESS: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'partly',
  causes: [DYNAMIC],
  action: [
    "Send through your provider's server or a mail service.",
    'If the server has a static address: ask its owner for a PTR record with a name of yours, then request removal.',
  ],
};

export const BAD_REPUTATION: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [REPUTATION],
  action: [
    'Send less, only to people who asked for it, and remove addresses that no longer exist.',
    "Let the server retry; if it lasts, use the form of the receiver's postmaster.",
  ],
};

export const BLOCKED_BY_RECIPIENT: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [RECIPIENT_RULE],
  action: ['Ask the recipient in another way to lift the block.'],
};

export const BLOCKED_BY_OWN: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: "A block list of the sender's own organization has the recipient." }],
  action: [
    'An administrator of your organization removes the entry (Tenant Allow/Block List).',
    'One blocked recipient stops the message to all of them: send it again without that one.',
  ],
};

export const SPOOFED: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'sometimes',
  causes: [
    {
      text: 'The sender is not in the SPF record of the domain that it uses, or does not sign with DKIM.',
      about: 'spf',
      rules: ['spf-missing-sending-ip', 'sender-missing-spf'],
      spf: ['fail', 'softfail', 'neutral'],
    },
    RECIPIENT_RULE,
  ],
  action: [
    'If the domain is yours: add the sender to SPF, sign with DKIM, and allow it in the filter.',
    'Otherwise send with an address of your own domain.',
  ],
};

export const RATE_LIMITED: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: 'More messages, recipients or connections arrived than the receiver accepts at a time.' }],
  action: ['Send more slowly; the server usually retries by itself.'],
};

export const RECIPIENT_RULES: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [RECIPIENT_RULE],
  action: ['Ask the recipient, or the owner of the group, to allow the sender.'],
};
