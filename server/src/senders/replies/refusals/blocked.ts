import { DYNAMIC, LISTED, RECIPIENT_RULE, REPUTATION } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** The receiver blocks the IP address or the domain. Few of these rejections are about records. */

export const LISTED_ADDRESS: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [LISTED],
  action: [
    'Look up the IP address at the blocklist that the reply names.',
    'Find and stop the source of the unwanted mail, then request removal there.',
    'Until then, send through another server.',
  ],
};

export const LISTED_DOMAIN: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: 'The domain, its website or an account that uses it was abused.' }],
  action: [
    'Look up the domain, not the IP address, at the blocklist that the reply names.',
    'Secure the website or the account, then request removal there.',
  ],
};

/** The blocklist has no entry. The receiver misread its reply. */
export const LIST_MISREAD: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: "The recipient's server is misconfigured and rejects mail from everyone." }],
  action: [
    'Contact the recipient another way. There is no listing to remove.',
    'The recipient must query the list through its own resolver or with a key (DQS), and accept only 127.0.0.2 to 127.0.0.11 as listings.',
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
    "If the server has a static IP address, ask the address's owner for a PTR record with a name in your domain, then request removal.",
  ],
};

export const BAD_REPUTATION: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [REPUTATION],
  action: [
    'Send less mail, send only to recipients who asked for it, and remove addresses that no longer exist.',
    "Let the server retry. If the problem persists, use the receiver's postmaster form.",
  ],
};

export const BLOCKED_BY_RECIPIENT: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [RECIPIENT_RULE],
  action: ['Contact the recipient another way and ask for the block to be lifted.'],
};

export const BLOCKED_BY_OWN: CommonRefusal = {
  fault: 'blocklist',
  dnsFixable: 'no',
  causes: [{ text: "The recipient is on a block list of the sender's own organization." }],
  action: [
    'Ask an administrator of your organization to remove the entry (Tenant Allow/Block List).',
    'One blocked recipient stops the message to all recipients. Send it again without that recipient.',
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
    'If the domain is yours, add the sender to SPF, sign with DKIM, and allow the sender in the filter.',
    'Otherwise, send with an address in your own domain.',
  ],
};

export const RATE_LIMITED: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: 'The receiver got more messages, recipients or connections than it accepts at a time.' }],
  action: ['Send more slowly. The server usually retries automatically.'],
};

export const RECIPIENT_RULES: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [RECIPIENT_RULE],
  action: ['Ask the recipient, or the owner of the group, to allow the sender.'],
};
