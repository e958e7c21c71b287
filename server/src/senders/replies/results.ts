import type { AuthenticationMethod, AuthenticationResult, AuthenticationVerdict } from '../bounces/model.ts';
import {
  ALTERED_ON_THE_WAY,
  DMARC_BROKEN,
  DMARC_MISSING,
  DNS_DID_NOT_ANSWER,
  FORWARDED,
  KEY_UNUSABLE,
  NOTHING_ALIGNED,
  NOT_SIGNED,
  SENDER_NOT_IN_SPF,
  SPF_BROKEN,
  SPF_MISSING,
} from './causes.ts';
import type { Cause, DnsFixable, ReplyExplanation } from './model.ts';

interface ResultMeaning {
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  readonly causes: readonly Cause[];
  readonly action: readonly string[];
}

const NAMES: Readonly<Record<AuthenticationMethod, string>> = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' };

const ADD_SENDER = 'Add what sent the mail to the SPF record of the domain in MAIL FROM.';
const SIGN =
  "Turn on signing where the mail is sent, and publish the selector's record as the service shows it.";
const NO_ANSWER: Omit<ResultMeaning, 'meaning'> = {
  dnsFixable: 'sometimes',
  causes: [DNS_DID_NOT_ANSWER],
  action: ["See that all of the domain's name servers answer."],
};

type Meanings = Readonly<Partial<Record<AuthenticationVerdict, ResultMeaning>>>;

const SPF_NOT_COVERED = {
  dnsFixable: 'yes',
  causes: [SENDER_NOT_IN_SPF, FORWARDED],
  action: [ADD_SENDER],
} as const;

/** RFC 7208 §2.6, RFC 6376 §3.9 with RFC 8601 §2.7.1, RFC 9989 §5. */
const MEANINGS: Readonly<Record<AuthenticationMethod, Meanings>> = {
  spf: {
    fail: {
      ...SPF_NOT_COVERED,
      meaning: 'The sending server is not in the SPF record of the domain ("-all").',
    },
    softfail: {
      ...SPF_NOT_COVERED,
      meaning: 'SPF says that the server which sent is probably not one of the domain ("~all").',
    },
    neutral: {
      ...SPF_NOT_COVERED,
      meaning: 'SPF says nothing about the server which sent ("?all", or no "all").',
    },
    none: {
      meaning: 'The domain in MAIL FROM has no SPF record.',
      dnsFixable: 'yes',
      causes: [SPF_MISSING],
      action: ['Publish an SPF record with the servers that send for the domain.'],
    },
    permerror: {
      meaning: 'The SPF record cannot be evaluated.',
      dnsFixable: 'yes',
      causes: [SPF_BROKEN],
      action: ['Fix what mailtxt reports on the SPF record.'],
    },
    temperror: { ...NO_ANSWER, meaning: 'The SPF record could not be looked up just then.' },
  },
  dkim: {
    fail: {
      meaning: 'The DKIM signature does not fit the mail or the published key.',
      dnsFixable: 'sometimes',
      causes: [ALTERED_ON_THE_WAY, KEY_UNUSABLE],
      action: [
        "Compare the selector's record with what the sender signs with.",
        'Look for a server that changes the mail.',
      ],
    },
    none: {
      meaning: 'The mail carries no DKIM signature.',
      dnsFixable: 'partly',
      causes: [
        {
          ...NOT_SIGNED,
          text: 'The service that sends does not sign, or signs only after its records are published.',
        },
      ],
      action: [SIGN],
    },
    neutral: {
      meaning: 'The DKIM signature could not be checked: it or its key is not as it should be.',
      dnsFixable: 'sometimes',
      causes: [KEY_UNUSABLE, ALTERED_ON_THE_WAY],
      action: ["Compare the selector's record with what the sender signs with."],
    },
    policy: {
      meaning:
        'The DKIM signature is valid, and the receiver does not accept it: a key too short, SHA-1, or too little signed.',
      dnsFixable: 'sometimes',
      causes: [
        {
          text: 'The key has fewer than 1024 bits.',
          about: 'dkim',
          rules: ['dkim-key-too-short-1024', 'dkim-key-1024', 'dkim-h-sha1'],
        },
      ],
      action: ['Sign with RSA of 2048 bits and SHA-256.'],
    },
    permerror: {
      meaning: 'The DKIM key is missing or cannot be used.',
      dnsFixable: 'yes',
      causes: [NOT_SIGNED, KEY_UNUSABLE],
      action: ["Publish the selector's record as the service shows it."],
    },
    temperror: { ...NO_ANSWER, meaning: 'The DKIM key could not be looked up just then.' },
  },
  dmarc: {
    fail: {
      meaning: 'The mail does not pass DMARC: neither SPF nor DKIM passes for the domain in From.',
      dnsFixable: 'yes',
      causes: [NOTHING_ALIGNED, NOT_SIGNED, SENDER_NOT_IN_SPF, FORWARDED],
      action: [
        'Let the sender sign with DKIM as the domain in From: one aligned pass is enough.',
        ADD_SENDER,
      ],
    },
    none: {
      meaning: 'The domain in From has no DMARC record.',
      dnsFixable: 'yes',
      causes: [DMARC_MISSING],
      action: ['Publish "v=DMARC1; p=none; rua=mailto:…" at _dmarc below the domain.'],
    },
    permerror: {
      meaning: 'The DMARC record cannot be used.',
      dnsFixable: 'yes',
      causes: [DMARC_BROKEN],
      action: ['Fix what mailtxt reports on the DMARC record.'],
    },
    temperror: { ...NO_ANSWER, meaning: 'The DMARC record could not be looked up just then.' },
  },
};

export function explainResult({ method, result }: AuthenticationResult): ReplyExplanation {
  const said = MEANINGS[method][result] ?? {
    meaning:
      result === 'pass'
        ? `${NAMES[method]} passes.`
        : `${NAMES[method]} gave no result that tells more ("${result}").`,
    dnsFixable: 'no' as const,
    causes: [],
    action: [],
  };
  return { id: `result-${method}-${result}`, known: true, fault: method, software: undefined, ...said };
}
