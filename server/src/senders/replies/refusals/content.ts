import { AUTHENTICATION_TOO, NO_PTR } from '../causes.ts';
import type { CommonRefusal } from './refusal.ts';

/** The receiver rejects the message itself. */

export const SPAM: CommonRefusal = {
  fault: 'content',
  dnsFixable: 'no',
  causes: [
    { text: 'A filter of the receiver considers the content, a link or an attachment spam or dangerous.' },
  ],
  action: [
    'Send a plain test message without links and attachments.',
    'Look up the domains of the links, and ask the recipient to allow you.',
  ],
};

export const SPAM_OR_SETUP: CommonRefusal = {
  ...SPAM,
  dnsFixable: 'sometimes',
  causes: [...SPAM.causes, NO_PTR, AUTHENTICATION_TOO],
};

const PROGRAM = { text: 'The program that creates the message does not follow RFC 5322.' };

export const BAD_HEADERS: CommonRefusal = {
  fault: 'content',
  dnsFixable: 'no',
  causes: [PROGRAM],
  action: [
    'Correct the program that creates the message. From, Date and Message-ID must each occur once and be well-formed.',
  ],
};

export const BAD_LINES: CommonRefusal = {
  fault: 'content',
  dnsFixable: 'no',
  causes: [PROGRAM],
  action: ['Configure the program to encode the message as quoted-printable or base64.'],
};

export const TOO_LARGE: CommonRefusal = {
  fault: 'content',
  dnsFixable: 'no',
  causes: [{ text: 'The attachments are too large. Encoded, they are a third larger than the files.' }],
  action: ['Send a link, or smaller files.'],
};

export const UTF8: CommonRefusal = {
  fault: 'content',
  dnsFixable: 'no',
  causes: [{ text: 'An address or a header has non-ASCII characters, which require SMTPUTF8 (RFC 6531).' }],
  action: [
    'Use an ASCII address, with the domain in its "xn--" form.',
    'If your own server should not use SMTPUTF8, turn it off (in Postfix, smtputf8_enable = no).',
  ],
};

export const NON_ASCII: CommonRefusal = {
  fault: 'recipient',
  dnsFixable: 'no',
  causes: [{ text: 'The address has non-ASCII characters before "@".' }],
  action: ['Ask the recipient for an ASCII address.'],
};
