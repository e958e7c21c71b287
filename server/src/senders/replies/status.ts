import type { RefusalCause } from './model.ts';

/** What a code means by itself, where no words are known. */
export interface StatusMeaning {
  readonly meaning: string;
  readonly fault: RefusalCause;
}

/** RFC 3463 §3: the second number says what it is about. */
const SUBJECTS: Readonly<Record<string, StatusMeaning>> = {
  0: { meaning: 'Nothing more is said about the reason.', fault: 'unknown' },
  1: { meaning: "Something is wrong with the recipient's or the sender's address.", fault: 'recipient' },
  2: { meaning: "Something is wrong with the recipient's mailbox.", fault: 'recipient' },
  3: { meaning: "The receiver's mail system has a fault or a limit.", fault: 'temporary' },
  4: {
    meaning: 'The mail could not be carried to the receiver: the network, its DNS or the way to it.',
    fault: 'recipient-domain',
  },
  5: { meaning: 'The two servers did not understand each other.', fault: 'policy' },
  6: { meaning: 'Something is wrong with the content of the mail.', fault: 'content' },
  7: { meaning: 'The receiver refuses for reasons of security or policy.', fault: 'policy' },
};

/** RFC 5248 and the registry that it made ("SMTP Enhanced Status Codes"), with the RFCs that added to it. */
const DETAILS: Readonly<Record<string, StatusMeaning>> = {
  '1.0': { meaning: 'Something is wrong with an address.', fault: 'recipient' },
  '1.1': { meaning: "The recipient's mailbox does not exist.", fault: 'recipient' },
  '1.2': { meaning: "The recipient's domain does not exist or takes no mail.", fault: 'recipient-domain' },
  '1.3': { meaning: "The recipient's address is not written as an address.", fault: 'recipient' },
  '1.4': { meaning: "The recipient's address fits more than one mailbox.", fault: 'recipient' },
  '1.6': { meaning: 'The recipient has moved, and left no address.', fault: 'recipient' },
  '1.7': { meaning: "The sender's address is not written as an address.", fault: 'policy' },
  '1.8': { meaning: "The sender's domain does not exist or takes no mail.", fault: 'sender-domain' },
  '1.10': {
    meaning:
      "The recipient's domain accepts no mail (null MX); Exchange uses the code for an unknown recipient.",
    fault: 'recipient',
  },
  '2.0': { meaning: "Something is wrong with the recipient's mailbox.", fault: 'recipient' },
  '2.1': { meaning: "The recipient's mailbox is switched off.", fault: 'recipient' },
  '2.2': { meaning: "The recipient's mailbox is full.", fault: 'recipient' },
  '2.3': { meaning: 'The mail is larger than the mailbox allows.', fault: 'content' },
  '2.4': { meaning: 'The mailing list could not be expanded.', fault: 'recipient' },
  '3.1': { meaning: "The receiver's mail system is full.", fault: 'temporary' },
  '3.2': { meaning: 'The receiver takes no mail at the moment.', fault: 'temporary' },
  '3.3': { meaning: 'The receiver cannot do what the mail asks for.', fault: 'policy' },
  '3.4': { meaning: 'The mail is larger than the receiver allows.', fault: 'content' },
  '3.5': { meaning: 'The receiver is not set up rightly.', fault: 'policy' },
  '4.1': { meaning: "The recipient's server did not answer.", fault: 'temporary' },
  '4.2': { meaning: 'The connection broke.', fault: 'temporary' },
  '4.3': {
    meaning: 'A directory did not answer: mostly a name server of the DNS.',
    fault: 'recipient-domain',
  },
  '4.4': {
    meaning: 'No way to the receiver was found: its MX, or the host that it names.',
    fault: 'recipient-domain',
  },
  '4.5': { meaning: 'The mail system is overloaded.', fault: 'temporary' },
  '4.6': { meaning: 'The mail goes round in a circle.', fault: 'recipient-domain' },
  '4.7': { meaning: 'The mail could not be delivered in the time that it had.', fault: 'temporary' },
  '5.3': { meaning: 'The mail has more recipients than the receiver takes.', fault: 'policy' },
  '6.1': { meaning: 'The receiver does not take content of this kind.', fault: 'content' },
  '7.1': {
    meaning:
      'The receiver does not let this sender deliver to this recipient; the code alone does not say why.',
    fault: 'policy',
  },
  '7.2': { meaning: 'The sender may not write to this mailing list.', fault: 'policy' },
  '7.3': {
    meaning: 'The mail would have to be turned from one kind of security into another.',
    fault: 'policy',
  },
  '7.8': { meaning: 'The name or the password is wrong.', fault: 'login' },
  '7.9': { meaning: 'The way of logging in is too weak.', fault: 'login' },
  '7.10': { meaning: 'The server wants encryption.', fault: 'encryption' },
  '7.11': { meaning: 'The server wants encryption for this way of logging in.', fault: 'login' },
  '7.12': { meaning: 'The password has to be changed first.', fault: 'login' },
  '7.13': {
    meaning: 'The account is disabled; Exchange uses the code for a public folder.',
    fault: 'policy',
  },
  '7.14': { meaning: 'The server wants a trusted third party.', fault: 'login' },
  '7.17': { meaning: 'The mailbox belongs to somebody else now.', fault: 'recipient' },
  '7.18': { meaning: 'The domain belongs to somebody else now.', fault: 'recipient' },
  '7.20': { meaning: 'No DKIM signature passes.', fault: 'dkim' },
  '7.21': { meaning: 'No DKIM signature is acceptable.', fault: 'dkim' },
  '7.22': { meaning: 'No DKIM signature is of the domain in From.', fault: 'dkim' },
  '7.23': { meaning: 'SPF fails.', fault: 'spf' },
  '7.24': { meaning: 'SPF cannot be evaluated.', fault: 'spf' },
  '7.25': { meaning: "The sender's address has no valid PTR record.", fault: 'reverse-dns' },
  '7.26': { meaning: 'More than one check of authentication fails.', fault: 'authentication' },
  '7.27': {
    meaning: "The sender's domain says with a null MX that it takes no mail; Gmail uses the code for SPF.",
    fault: 'policy',
  },
  '7.28': { meaning: 'The sender floods the receiver with mail.', fault: 'temporary' },
  '7.29': {
    meaning: 'The chain of ARC seals is broken; Gmail uses the code for mail without TLS.',
    fault: 'policy',
  },
  '7.30': {
    meaning: 'A server on the way has no REQUIRETLS; Gmail uses the code for DKIM.',
    fault: 'policy',
  },
};

/** RFC 5321 §4.2.2 and §4.2.3. */
const REPLIES: Readonly<Record<string, string>> = {
  421: 'The server closes the connection.',
  450: 'The mailbox is not available at the moment.',
  451: 'The receiver could not do it at the moment.',
  452: 'The receiver has no room at the moment, or the mail too many recipients.',
  454: 'Encryption or the login is not available at the moment.',
  500: 'The server did not understand the command.',
  501: 'The server did not understand the parameters of the command.',
  503: 'The commands came in the wrong order.',
  504: 'The server does not know the parameter of the command.',
  521: 'The host takes no mail.',
  530: 'The server wants a login first.',
  534: 'The way of logging in is too weak.',
  535: 'The name or the password is wrong.',
  541: 'The recipient refuses the mail.',
  550: 'The mailbox does not exist, or the receiver refuses by policy.',
  551: 'The recipient is not local to the server.',
  552: 'The mailbox is full, or the mail too large.',
  553: 'The address is not allowed.',
  554: 'The transaction failed, or the receiver refuses by policy.',
  556: "The recipient's domain takes no mail.",
};

/** RFC 5321 §4.2.1, for codes that it does not list: 432, 555, 571 … */
const CLASSES: Readonly<Record<string, string>> = {
  4: 'The server does not accept it at the moment.',
  5: 'The server refuses it.',
};

/** Reply codes of one fault alone. RFC 4954 §6, RFC 5321 §4.2.3, RFC 7504. */
const FAULTS_OF_REPLIES: Readonly<Record<string, RefusalCause>> = {
  530: 'login',
  534: 'login',
  535: 'login',
  538: 'login',
  551: 'recipient',
  552: 'recipient',
  556: 'recipient-domain',
};

/** `5.7.1`: what the registry, or else the subject, says. */
export function meaningOfStatus(enhanced: string): StatusMeaning | undefined {
  const [, subject = '', detail = ''] = enhanced.split('.');
  return DETAILS[`${subject}.${detail}`] ?? SUBJECTS[subject];
}

/**
 * The enhanced code that servers write as a reply code of their own: 571 is 5.7.1, 446 is 4.4.6. `undefined` for codes that
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

/** RFC 3463 §3.1: the first number says whether trying again can help. */
export function isTemporary(code: string): boolean {
  return code.startsWith('4');
}
