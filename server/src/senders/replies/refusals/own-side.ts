import { NOT_LOGGED_IN, NOT_SIGNED } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** The sender's own server, provider, service or mail program rejects the message, which never reached the recipient. */

export const NO_LOGIN: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [NOT_LOGGED_IN],
  action: ['Turn on SMTP authentication for outgoing mail, on port 587 with STARTTLS or 465 with TLS.'],
};

export const WRONG_PASSWORD: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [
    { text: 'The user name or password is wrong or expired.' },
    { text: 'The account needs an app password, an SMTP key or OAuth instead of its password.' },
  ],
  action: [
    'Check the user name (often the whole email address), then the kind of password.',
    'Check the host, port and encryption.',
  ],
};

export const LOGIN_METHOD: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: 'The server or an administrator has disabled this login method.' }],
  action: [
    'Use an enabled method (OAuth, an app password, an API, a relay connector), or enable this one for the account.',
  ],
};

export const LOGIN_BEFORE_TLS: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: "The port or the encryption in the client's settings is wrong." }],
  action: ['Use port 587 with STARTTLS, or 465 with TLS.'],
};

export const LOGIN_NEEDS_TLS: CommonRefusal = {
  ...LOGIN_BEFORE_TLS,
  fault: 'encryption',
  causes: [{ text: 'The client does not start TLS before it logs in or sends.' }],
};

export const LOGIN_ADDRESS: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: "The IP address of your server is not in the account's list of allowed addresses." }],
  action: ["Add the server's IP address to the account's allowed addresses, or turn off the list."],
};

export const LOGIN_TROUBLE: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [
    { text: 'A device or a program repeatedly tries to log in with an old password.' },
    { text: "The server's login service has an error." },
  ],
  action: ['Correct the saved password on every device, then wait for half an hour.'],
};

export const FOREIGN_SENDER: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: 'The address in MAIL FROM or From is not one that the account may use.' }],
  action: [
    'Send with the address of the account, and put the other address in Reply-To.',
    'Alternatively, ask an administrator to add the address to the account (an alias, Send As, a verified sender).',
  ],
};

export const ACCOUNT_BLOCKED: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [{ text: 'A third party used the account to send spam, or the account sent too much.' }],
  action: [
    'Secure the account: password, second factor, forwarding rules, apps.',
    'Then ask your own provider or administrator to unblock it.',
  ],
};

export const SENDING_QUOTA: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [
    { text: 'The account sent more than its provider allows in this period.' },
    { text: 'A third party sends with the account.' },
  ],
  action: [
    'Check whether the account was taken over. If so, change its password.',
    'Wait until the period ends, or send bulk mail through a bulk mail service.',
  ],
};

export const SERVICE_RATE: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: 'The program sends more per second or day than the account is allowed to.' }],
  action: ['Send more slowly and retry, or ask the service for a higher limit.'],
};

export const SERVICE_RIGHTS: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [{ text: 'The key or user that sends has no permission for this sender.' }],
  action: ['In the service account, allow sending for this address or domain, in the right region.'],
};

export const UNVERIFIED_DOMAIN: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'sometimes',
  causes: [
    { text: 'The address or the domain is not verified in this account or region.' },
    {
      ...NOT_SIGNED,
      text: 'The records that the service requires for the domain are not published.',
    },
  ],
  action: [
    'Verify the domain at the service, and publish the records that it shows.',
    'Check that the address in From is the one that was verified.',
  ],
};

export const ACCOUNT_NEW: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [{ text: 'The account is not yet allowed to send to everyone.' }],
  action: ['Complete the account activation at the service.'],
};

export const SUPPRESSED: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [{ text: 'An earlier message to the address bounced, or its owner complained or unsubscribed.' }],
  action: [
    "Find the earlier event, which contains the reply of the recipient's server.",
    'Remove the address from the suppression list only after that cause is fixed.',
  ],
};

export const MANDRILL: CommonRefusal = {
  ...SUPPRESSED,
  dnsFixable: 'sometimes',
  causes: [...SUPPRESSED.causes, NOT_SIGNED],
  action: [
    ...SUPPRESSED.action,
    'For "unsigned", verify the domain at Mandrill, and publish the records that it shows.',
  ],
};

export const PROGRAM_CONNECT: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [
    { text: 'The host or port is wrong, or a firewall blocks the connection. Many networks block port 25.' },
  ],
  action: ['Use port 587 with STARTTLS, or 465 with TLS, and check the host name of the outgoing server.'],
};

export const PROGRAM_HOST: CommonRefusal = {
  fault: 'unknown',
  dnsFixable: 'no',
  causes: [{ text: 'The host name of the outgoing server is misspelled, or the network has no DNS.' }],
  action: ['Check the host name of the outgoing server in the account settings.'],
};

export const PROGRAM_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The encryption and the port in the settings do not match.' }],
  action: ['Use port 465 with SSL/TLS, or 587 with STARTTLS. Do not turn off encryption.'],
};

export const PROGRAM_CERTIFICATE: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The certificate is not valid for the host name in the settings.' }],
  action: [
    'Use the host name in the certificate, or have the certificate renewed. Do not turn off the check.',
  ],
};

export const PROGRAM_QUOTES: CommonRefusal = {
  fault: 'unknown',
  dnsFixable: 'no',
  causes: [{ text: 'The cause is in the reply of the outgoing server, which the program shows.' }],
  action: ["Read the server's reply in the message."],
};
