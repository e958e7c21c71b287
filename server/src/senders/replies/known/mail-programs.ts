import type { KnownReply } from '../model.ts';
import { NON_ASCII, TOO_LARGE } from '../refusals/content.ts';
import {
  FOREIGN_SENDER,
  LOGIN_METHOD,
  NO_LOGIN,
  PROGRAM_CERTIFICATE,
  PROGRAM_CONNECT,
  PROGRAM_HOST,
  PROGRAM_QUOTES,
  PROGRAM_TLS,
  WRONG_PASSWORD,
} from '../refusals/own-side.ts';
import { RELAY_LOGIN } from '../refusals/transport.ts';

/** Errors that mail programs and libraries show. If they quote a reply of the server, that reply is explained first. */
export const MAIL_PROGRAMS: readonly KnownReply[] = [
  {
    ...RELAY_LOGIN,
    id: 'outlook-ccc79',
    software: 'Outlook',
    quotesReply: true,
    words: [/0x800CCC79/i],
    meaning: 'The outgoing server rejected a recipient (0x800CCC79).',
    example:
      'The message could not be sent because one of the recipients was rejected by the server. Error Number: 0x800CCC79',
  },
  {
    ...NO_LOGIN,
    id: 'outlook-ccc78',
    software: 'Outlook',
    quotesReply: true,
    words: [/0x800CCC78/i],
    meaning: "The outgoing server rejected the sender's address (0x800CCC78).",
    example:
      "The message could not be sent because the server rejected the sender's e-mail address. Error Number: 0x800CCC78",
  },
  {
    ...PROGRAM_CONNECT,
    id: 'outlook-ccc0e',
    software: 'Outlook',
    words: [/0x800CCC0E/i],
    meaning: 'Outlook could not connect to the server (0x800CCC0E).',
    example:
      "The connection to the server has failed. Account: 'mail.example.com', Server: 'mail.example.com', Protocol: SMTP, Port: 25, Secure(SSL): No, Socket Error: 10060, Error Number: 0x800CCC0E",
  },
  {
    ...PROGRAM_CONNECT,
    id: 'outlook-ccc0f',
    software: 'Outlook',
    words: [/0x800CCC0F/i],
    meaning: 'The connection was lost while Outlook was sending (0x800CCC0F).',
    example:
      "Task 'kim@example.com - Sending' reported error (0x800CCC0F): 'The connection to the server was interrupted. If this problem continues, contact your server administrator or Internet service provider (ISP).'",
  },
  {
    ...PROGRAM_HOST,
    id: 'outlook-ccc0d',
    software: 'Outlook',
    words: [/0x800CCC0D/i],
    meaning: "The host name in Outlook's settings does not exist or could not be looked up (0x800CCC0D).",
    example:
      'Cannot find the e-mail server. Verify the server information in your account properties. Error Number: 0x800CCC0D',
  },
  {
    ...PROGRAM_TLS,
    id: 'outlook-ccc1a',
    software: 'Outlook',
    words: [/0x800CCC1A/i, /0x800CCC7D/i],
    meaning: "The encryption in Outlook's settings does not match the port (0x800CCC1A, 0x800CCC7D).",
    example: 'Your outgoing (SMTP) server does not support SSL-secured connections. Error Number: 0x800CCC7D',
  },
  {
    ...LOGIN_METHOD,
    id: 'outlook-ccc80',
    software: 'Outlook',
    words: [/0x800CCC80/i],
    meaning: 'Outlook and the server have no login method in common (0x800CCC80).',
    action: [
      'Turn off "Secure Password Authentication", turn on TLS, or set up the account again with OAuth.',
    ],
    example:
      'Cannot send the message. Verify the e-mail address in your account properties. None of the authentication methods supported by this client are supported by your server. (0x800CCC80)',
  },
  {
    ...WRONG_PASSWORD,
    id: 'outlook-ccc92',
    software: 'Outlook',
    quotesReply: true,
    words: [/0x800CCC9[02]/i],
    meaning: "The server rejected Outlook's login (0x800CCC90, 0x800CCC92).",
    example:
      'Your email server rejected your login. Verify your user name and password for this account. The server responded: -ERR Authentication failed. (0x800CCC92)',
  },
  {
    ...PROGRAM_CONNECT,
    id: 'outlook-4210b',
    software: 'Outlook',
    words: [/0x8004210B/i],
    meaning: 'The server did not respond in time (0x8004210B).',
    example:
      "Task 'kim@example.com - Sending' reported error (0x8004210B): 'The operation timed out waiting for a response from the sending (SMTP/IMAP) server.'",
  },
  {
    ...PROGRAM_CONNECT,
    id: 'outlook-42109',
    software: 'Outlook',
    words: [/0x80042109/i],
    meaning: 'Outlook could not connect to the outgoing server (0x80042109).',
    example:
      "Task 'kim@example.com - Sending' reported error (0x80042109): 'Outlook cannot connect to your outgoing (SMTP) e-mail server.'",
  },
  {
    ...TOO_LARGE,
    id: 'outlook-40610',
    software: 'Outlook',
    words: [/0x80040610/i],
    meaning:
      'Outlook could not submit the message, usually because of its size, the number of recipients or a missing permission (0x80040610).',
    example:
      "Sending reported error (0x80040610): 'The message could not be sent. The message size exceeds the limit or there are too many recipients.'",
  },
  {
    ...WRONG_PASSWORD,
    id: 'tbird-auth',
    software: 'Thunderbird',
    words: [/Unable to authenticate to Outgoing server \(SMTP\)/i],
    meaning: 'The server rejected the login, or Thunderbird and the server have no login method in common.',
    action: [
      'Select OAuth2 for Google, Microsoft and Yahoo, or "Normal password" with TLS for other providers.',
    ],
    example:
      "Unable to authenticate to Outgoing server (SMTP) smtp.example.com. Please check the password and verify the 'Authentication method' in 'Account Settings | Outgoing server (SMTP)'.",
  },
  {
    ...PROGRAM_QUOTES,
    id: 'tbird-rcpt',
    software: 'Thunderbird',
    quotesReply: true,
    words: [/Please check the message recipient ".{1,320}" and try again/i],
    meaning:
      'The outgoing server rejected a recipient. The advice to check the recipient comes from Thunderbird.',
    example:
      'The mail server responded:  \n452 4.5.3 Too many recipients.\n Please check the message recipient "pat@example.org" and try again.',
  },
  {
    ...FOREIGN_SENDER,
    id: 'tbird-from',
    software: 'Thunderbird',
    quotesReply: true,
    words: [/Please verify that your email address is correct in your account settings/i],
    meaning: "The outgoing server rejected the sender's address.",
    example:
      'An error occurred while sending mail. The mail server responded:  553 5.7.1 <kim@example.com>: Sender address rejected: not owned by user bob. Please verify that your email address is correct in your account settings and try again.',
  },
  {
    ...PROGRAM_TLS,
    id: 'tbird-starttls',
    software: 'Thunderbird',
    words: [/using STARTTLS since it doesn.t advertise that feature/i],
    meaning: 'The server does not offer STARTTLS on this port.',
    example:
      "An error occurred while sending mail: Unable to establish a secure link with Outgoing server (SMTP) smtp.example.com using STARTTLS since it doesn't advertise that feature. Switch off STARTTLS for that server or contact your service provider.",
  },
  {
    ...PROGRAM_CONNECT,
    id: 'tbird-refused',
    software: 'Thunderbird',
    words: [/connect(?:ing|ion) to Outgoing server \(SMTP\) \S{1,255} (?:failed|timed out)/i],
    meaning: 'Thunderbird could not connect to the outgoing server.',
    example:
      'The message could not be sent because connecting to Outgoing server (SMTP) smtp.example.com failed. The server may be unavailable or is refusing SMTP connections. Please verify that your Outgoing server (SMTP) settings are correct and try again.',
  },
  {
    ...NON_ASCII,
    id: 'tbird-nonascii',
    software: 'Thunderbird',
    words: [/non-ASCII characters in the local part of the recipient/i],
    meaning: 'The recipient\'s address has non-ASCII characters before "@".',
    example:
      'There are non-ASCII characters in the local part of the recipient address jörg@example.com. This is not yet supported. Please change this address and try again.',
  },
  {
    ...FOREIGN_SENDER,
    id: 'apple-sender',
    software: 'Apple Mail',
    quotesReply: true,
    words: [
      /sender address [“"][^”"]{1,320}[”"] was rejected by the server/i,
      /^[”"] was rejected by the server \S{1,255}$/i,
    ],
    meaning: "The outgoing server rejected the sender's address.",
    action: ['Select the outgoing server of this account, and enable its login.'],
    example:
      'Cannot send message using the server smtp.example.com. The sender address “kim@example.com” was rejected by the server smtp.example.com.',
  },
  {
    ...RELAY_LOGIN,
    id: 'apple-recipient',
    software: 'Apple Mail, iOS',
    quotesReply: true,
    words: [
      /recipient [“"][^”"]{1,320}[”"] was rejected by the server/i,
      /^[”"] was rejected by the server because/i,
    ],
    meaning: 'The outgoing server rejected a recipient.',
    action: ['Enter the user name and password of the outgoing (SMTP) server in the account settings.'],
    example:
      'Cannot Send Mail – A copy has been placed in your Outbox. The recipient “pat@example.org” was rejected by the server because it does not allow relaying.',
  },
  {
    ...WRONG_PASSWORD,
    id: 'phpmailer-connect',
    software: 'PHPMailer, WordPress',
    quotesReply: true,
    words: [/SMTP (?:connect\(\) failed|Error: Could not (?:connect to SMTP host|authenticate))/i],
    meaning: 'PHPMailer could not connect or log in.',
    action: ["Set SMTPDebug = 2 and read the server's reply."],
    example: 'SMTP Error: Could not authenticate.',
  },
  {
    ...PROGRAM_TLS,
    id: 'tls-wrong-port',
    software: 'nodemailer, Python, PHP, curl',
    words: [
      /ssl3_get_record:wrong version number/i,
      /WRONG_VERSION_NUMBER/i,
      /packet length too long/i,
      /unknown protocol:s23/i,
    ],
    meaning: 'The program started TLS immediately on a port that starts without it (587 or 25).',
    example: 'Error: 1408F10B:SSL routines:ssl3_get_record:wrong version number',
  },
  {
    ...PROGRAM_CERTIFICATE,
    id: 'tls-self-signed',
    software: 'nodemailer, Python, Nextcloud',
    words: [
      /self[- ]signed certificate/i,
      /DEPTH_ZERO_SELF_SIGNED_CERT/i,
      /certificate verify failed/i,
      /\baltnames?\b/i,
    ],
    meaning:
      "The server's certificate is self-signed, expired, or does not match the host name in the settings.",
    example: 'Error: self-signed certificate',
  },
];
