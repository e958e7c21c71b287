import type { RefusalCause } from './model.ts';

/** What a code means without words that mailtxt recognizes. */
export interface StatusMeaning {
  readonly meaning: string;
  readonly fault: RefusalCause;
}

/** RFC 3463 §3: the second number is the subject. */
const SUBJECTS: Readonly<Record<string, StatusMeaning>> = {
  0: { meaning: 'The server gives no further reason.', fault: 'unknown' },
  1: { meaning: "Something is wrong with the recipient's or the sender's address.", fault: 'recipient' },
  2: { meaning: "Something is wrong with the recipient's mailbox.", fault: 'recipient' },
  3: { meaning: "The receiver's mail system has an error or reached a limit.", fault: 'temporary' },
  4: {
    meaning: 'The mail could not reach the receiver, because of a problem with the network, DNS or routing.',
    fault: 'recipient-domain',
  },
  5: { meaning: 'The two servers did not understand each other.', fault: 'policy' },
  6: { meaning: 'Something is wrong with the content of the mail.', fault: 'content' },
  7: { meaning: 'The receiver rejects the mail for reasons of security or policy.', fault: 'policy' },
};

/** RFC 5248 and the registry that it created ("SMTP Enhanced Status Codes"), with the RFCs that extended it. */
const DETAILS: Readonly<Record<string, StatusMeaning>> = {
  '1.0': { meaning: 'Something is wrong with an address.', fault: 'recipient' },
  '1.1': { meaning: "The recipient's mailbox does not exist.", fault: 'recipient' },
  '1.2': {
    meaning: "The recipient's domain does not exist or does not accept mail.",
    fault: 'recipient-domain',
  },
  '1.3': { meaning: "The recipient's address is malformed.", fault: 'recipient' },
  '1.4': { meaning: "The recipient's address matches more than one mailbox.", fault: 'recipient' },
  '1.6': { meaning: 'The recipient has moved without leaving a new address.', fault: 'recipient' },
  '1.7': { meaning: "The sender's address is malformed.", fault: 'policy' },
  '1.8': { meaning: "The sender's domain does not exist or does not accept mail.", fault: 'sender-domain' },
  '1.10': {
    meaning:
      "The recipient's domain accepts no mail (null MX). Exchange uses this code for an unknown recipient.",
    fault: 'recipient',
  },
  '2.0': { meaning: "Something is wrong with the recipient's mailbox.", fault: 'recipient' },
  '2.1': { meaning: "The recipient's mailbox is disabled.", fault: 'recipient' },
  '2.2': { meaning: "The recipient's mailbox is full.", fault: 'recipient' },
  '2.3': { meaning: 'The mail is larger than the mailbox allows.', fault: 'content' },
  '2.4': { meaning: 'The mailing list could not be expanded.', fault: 'recipient' },
  '3.1': { meaning: "The receiver's mail system is full.", fault: 'temporary' },
  '3.2': { meaning: 'The receiver currently accepts no mail.', fault: 'temporary' },
  '3.3': { meaning: 'The receiver does not support a feature that the mail requires.', fault: 'policy' },
  '3.4': { meaning: 'The mail is larger than the receiver allows.', fault: 'content' },
  '3.5': { meaning: 'The receiver is misconfigured.', fault: 'policy' },
  '4.1': { meaning: "The recipient's server did not reply.", fault: 'temporary' },
  '4.2': { meaning: 'The connection was lost.', fault: 'temporary' },
  '4.3': {
    meaning: 'A directory server, usually a DNS server, did not reply.',
    fault: 'recipient-domain',
  },
  '4.4': {
    meaning: 'No route to the receiver was found, because of its MX or its MX host.',
    fault: 'recipient-domain',
  },
  '4.5': { meaning: 'The mail system is overloaded.', fault: 'temporary' },
  '4.6': { meaning: 'The mail is in a loop.', fault: 'recipient-domain' },
  '4.7': { meaning: 'The mail could not be delivered in time.', fault: 'temporary' },
  '5.3': { meaning: 'The mail has more recipients than the receiver accepts.', fault: 'policy' },
  '6.1': { meaning: 'The receiver does not accept this kind of content.', fault: 'content' },
  '7.1': {
    meaning:
      'The receiver does not allow this sender to deliver to this recipient. The code alone does not show why.',
    fault: 'policy',
  },
  '7.2': { meaning: 'The sender is not allowed to write to this mailing list.', fault: 'policy' },
  '7.3': {
    meaning: 'The mail would have to be converted from one secure messaging protocol to another.',
    fault: 'policy',
  },
  '7.8': { meaning: 'The user name or password is wrong.', fault: 'login' },
  '7.9': { meaning: 'The login method is too weak.', fault: 'login' },
  '7.10': { meaning: 'The server requires encryption.', fault: 'encryption' },
  '7.11': { meaning: 'The server requires encryption for this login method.', fault: 'login' },
  '7.12': { meaning: 'The password must be changed first.', fault: 'login' },
  '7.13': {
    meaning: 'The account is disabled. Exchange uses this code for a public folder.',
    fault: 'policy',
  },
  '7.14': { meaning: 'The server requires a trusted third party.', fault: 'login' },
  '7.17': { meaning: 'The mailbox now has a different owner.', fault: 'recipient' },
  '7.18': { meaning: 'The domain now has a different owner.', fault: 'recipient' },
  '7.20': { meaning: 'No DKIM signature passes.', fault: 'dkim' },
  '7.21': { meaning: 'No DKIM signature is acceptable.', fault: 'dkim' },
  '7.22': { meaning: 'No DKIM signature is from the domain in From.', fault: 'dkim' },
  '7.23': { meaning: 'SPF fails.', fault: 'spf' },
  '7.24': { meaning: 'SPF cannot be evaluated.', fault: 'spf' },
  '7.25': { meaning: 'The sending IP address has no valid PTR record.', fault: 'reverse-dns' },
  '7.26': { meaning: 'More than one authentication check fails.', fault: 'authentication' },
  '7.27': {
    meaning:
      "The sender's domain has a null MX, which says that it receives no mail. Gmail uses this code for SPF.",
    fault: 'policy',
  },
  '7.28': { meaning: 'The sender floods the receiver with mail.', fault: 'temporary' },
  '7.29': {
    meaning: 'The ARC chain is broken. Gmail uses this code for mail without TLS.',
    fault: 'policy',
  },
  '7.30': {
    meaning: 'A server on the path does not support REQUIRETLS. Gmail uses this code for DKIM.',
    fault: 'policy',
  },
};

/** RFC 5321 §4.2.2 and §4.2.3. */
const REPLIES: Readonly<Record<string, string>> = {
  421: 'The server closes the connection.',
  450: 'The mailbox is currently not available.',
  451: 'The receiver could not process the mail at that moment.',
  452: 'The receiver currently has no space, or the mail has too many recipients.',
  454: 'Encryption or login is currently not available.',
  500: 'The server did not understand the command.',
  501: 'The server did not understand the parameters of the command.',
  503: 'The commands came in the wrong order.',
  504: 'The server does not support a parameter of the command.',
  521: 'The host does not accept mail.',
  530: 'The server requires a login first.',
  534: 'The login method is too weak.',
  535: 'The user name or password is wrong.',
  541: 'The recipient rejects the mail.',
  550: 'The mailbox does not exist, or the receiver rejects the mail by policy.',
  551: 'The recipient is not local to the server.',
  552: 'The mailbox is full, or the mail is too large.',
  553: 'The address is not allowed.',
  554: 'The transaction failed, or the receiver rejects the mail by policy.',
  556: "The recipient's domain does not accept mail.",
};

/** RFC 5321 §4.2.1, for codes that it does not list: 432, 555, 571 … */
const CLASSES: Readonly<Record<string, string>> = {
  4: 'The server currently does not accept the mail.',
  5: 'The server rejects the mail.',
};

/** Reply codes that are used for only one fault. RFC 4954 §6, RFC 5321 §4.2.3, RFC 7504. */
const FAULTS_OF_REPLIES: Readonly<Record<string, RefusalCause>> = {
  530: 'login',
  534: 'login',
  535: 'login',
  538: 'login',
  551: 'recipient',
  552: 'recipient',
  556: 'recipient-domain',
};

/** The meaning of a code such as `5.7.1`: from the registry, or from its subject. */
export function meaningOfStatus(enhanced: string): StatusMeaning | undefined {
  const [, subject = '', detail = ''] = enhanced.split('.');
  return DETAILS[`${subject}.${detail}`] ?? SUBJECTS[subject];
}

/**
 * The enhanced code that servers write as a nonstandard reply code: 571 is 5.7.1, 446 is 4.4.6. `undefined` for codes that
 * RFC 5321 and its extensions define.
 */
export function impliedStatus(smtp: string | undefined): string | undefined {
  if (smtp === undefined || smtp in REPLIES || !/^[45][1-7]\d$/.test(smtp)) return undefined;
  return `${smtp.charAt(0)}.${smtp.charAt(1)}.${smtp.charAt(2)}`;
}

export function meaningOfReplyCode(smtp: string): StatusMeaning | undefined {
  const meaning = REPLIES[smtp] ?? CLASSES[smtp.charAt(0)];
  return meaning === undefined ? undefined : { meaning, fault: FAULTS_OF_REPLIES[smtp] ?? 'unknown' };
}

/** RFC 3463 §3.1: the first number shows whether a retry can help. */
export function isTemporary(code: string): boolean {
  return code.startsWith('4');
}
