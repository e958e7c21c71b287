import { NOT_LOGGED_IN, NOT_SIGNED } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** The sender's own server, provider, service or mail program refuses: the message never reached the recipient. */

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
    { text: 'The user name or the password is wrong or expired.' },
    { text: 'The account needs an app password, an SMTP key or OAuth instead of its password.' },
  ],
  action: [
    'Check the user name (often the whole address), then the kind of password.',
    'Check the host, the port and the encryption.',
  ],
};

export const LOGIN_METHOD: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: 'The server, or an administrator, has disabled this way to log in.' }],
  action: [
    'Use a way that is enabled (OAuth, an app password, an API, a relay connector), or enable it for this account.',
  ],
};

export const LOGIN_BEFORE_TLS: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: 'The port or the encryption in the settings of the client is wrong.' }],
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
  causes: [{ text: 'The address of your server is not in the list of the account.' }],
  action: ["Add the server's address to the allowed addresses of the account, or turn off the list."],
};

export const LOGIN_TROUBLE: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [
    { text: 'A device or a program tries to log in with an old password, again and again.' },
    { text: 'The login service of the server has a fault.' },
  ],
  action: ['Correct the saved password on every device, then wait for half an hour.'],
};

export const FOREIGN_SENDER: CommonRefusal = {
  fault: 'login',
  dnsFixable: 'no',
  causes: [{ text: 'The address in MAIL FROM or From is not one that the account may use.' }],
  action: [
    'Send with the address of the account, and put the other one into Reply-To.',
    'Or let an administrator add the address to the account (an alias, Send As, a verified sender).',
  ],
};

export const ACCOUNT_BLOCKED: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [{ text: 'The account was used by someone else to send spam, or sent too much.' }],
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
    { text: 'Someone else sends with the account.' },
  ],
  action: [
    'Check whether the account was taken over; if so, change its password.',
    'Wait until the period ends, or send bulk mail through a service for it.',
  ],
};

export const SERVICE_RATE: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: 'The program sends more per second or day than the account may.' }],
  action: ['Send more slowly and retry, or ask the service for a higher limit.'],
};

export const SERVICE_RIGHTS: CommonRefusal = {
  fault: 'policy',
  dnsFixable: 'no',
  causes: [{ text: 'The key or the user that sends lacks the permission for this sender.' }],
  action: ['Allow sending for this address or domain in the account of the service, in the right region.'],
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
  causes: [{ text: 'The account may not send to everyone yet.' }],
  action: ['Complete the activation of the account at the service.'],
};

export const SUPPRESSED: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [{ text: 'An earlier message to the address bounced, or its owner complained or unsubscribed.' }],
  action: [
    'Find the earlier event: it has the reply of the recipient.',
    'Remove the address from the suppression list only when that cause is gone.',
  ],
};

export const MANDRILL: CommonRefusal = {
  ...SUPPRESSED,
  dnsFixable: 'sometimes',
  causes: [...SUPPRESSED.causes, NOT_SIGNED],
  action: [
    ...SUPPRESSED.action,
    'For "unsigned": verify the domain at Mandrill, and publish the records that it shows.',
  ],
};

export const PROGRAM_CONNECT: CommonRefusal = {
  fault: 'temporary',
  dnsFixable: 'no',
  causes: [{ text: 'The host, the port or a firewall: many networks block port 25.' }],
  action: ['Use port 587 with STARTTLS, or 465 with TLS, and check the host name of the outgoing server.'],
};

export const PROGRAM_HOST: CommonRefusal = {
  fault: 'unknown',
  dnsFixable: 'no',
  causes: [{ text: 'The host name of the outgoing server is misspelled, or the network has no DNS.' }],
  action: ['Check the host name of the outgoing server in the settings of the account.'],
};

export const PROGRAM_TLS: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The encryption and the port in the settings do not fit together.' }],
  action: ['Use port 465 with SSL/TLS, or 587 with STARTTLS. Do not turn off encryption.'],
};

export const PROGRAM_CERTIFICATE: CommonRefusal = {
  fault: 'encryption',
  dnsFixable: 'no',
  causes: [{ text: 'The host name in the settings is not one that the certificate names.' }],
  action: [
    'Use the host name that the certificate names, or have the certificate renewed. Do not turn off the check.',
  ],
};

export const PROGRAM_QUOTES: CommonRefusal = {
  fault: 'unknown',
  dnsFixable: 'no',
  causes: [{ text: 'The reply of the outgoing server, which the program shows, gives the cause.' }],
  action: ['Read the reply of the server in the message.'],
};
