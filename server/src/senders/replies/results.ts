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

const ADD_SENDER = 'Add the sending server to the SPF record of the domain in MAIL FROM.';
const SIGN =
  "Turn on DKIM signing at the sending service, and publish the selector's record as the service shows it.";
const NO_ANSWER: Omit<ResultMeaning, 'meaning'> = {
  dnsFixable: 'sometimes',
  causes: [DNS_DID_NOT_ANSWER],
  action: ['Make sure that all name servers of the domain reply.'],
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
      meaning: 'The SPF record says that the sending server is probably not authorized ("~all").',
    },
    neutral: {
      ...SPF_NOT_COVERED,
      meaning: 'The SPF record says nothing about the sending server ("?all", or no "all").',
    },
    none: {
      meaning: 'The domain in MAIL FROM has no SPF record.',
      dnsFixable: 'yes',
      causes: [SPF_MISSING],
      action: ['Publish an SPF record that lists the servers that send for the domain.'],
    },
    permerror: {
      meaning: 'The SPF record cannot be evaluated.',
      dnsFixable: 'yes',
      causes: [SPF_BROKEN],
      action: ['Fix what mailtxt reports about the SPF record.'],
    },
    temperror: { ...NO_ANSWER, meaning: 'The SPF record could not be looked up at that moment.' },
  },
  dkim: {
    fail: {
      meaning: 'The DKIM signature does not match the mail or the published key.',
      dnsFixable: 'sometimes',
      causes: [ALTERED_ON_THE_WAY, KEY_UNUSABLE],
      action: [
        "Compare the selector's record with the key that the sender signs with.",
        'Look for a server that changes the mail.',
      ],
    },
    none: {
      meaning: 'The mail has no DKIM signature.',
      dnsFixable: 'partly',
      causes: [
        {
          ...NOT_SIGNED,
          text: 'The sending service does not sign, or signs only after its records are published.',
        },
      ],
      action: [SIGN],
    },
    neutral: {
      meaning: 'The DKIM signature could not be checked, because the signature or its key is malformed.',
      dnsFixable: 'sometimes',
      causes: [KEY_UNUSABLE, ALTERED_ON_THE_WAY],
      action: ["Compare the selector's record with the key that the sender signs with."],
    },
    policy: {
      meaning:
        'The DKIM signature is valid, but the receiver does not accept it, because the key is too short, it uses SHA-1, or it signs too little.',
      dnsFixable: 'sometimes',
      causes: [
        {
          text: 'The key has fewer than 1024 bits.',
          about: 'dkim',
          rules: ['dkim-key-too-short-1024', 'dkim-key-1024', 'dkim-h-sha1'],
        },
      ],
      action: ['Sign with a 2048-bit RSA key and SHA-256.'],
    },
    permerror: {
      meaning: 'The DKIM key is missing or unusable.',
      dnsFixable: 'yes',
      causes: [NOT_SIGNED, KEY_UNUSABLE],
      action: ["Publish the selector's record as the service shows it."],
    },
    temperror: { ...NO_ANSWER, meaning: 'The DKIM key could not be looked up at that moment.' },
  },
  dmarc: {
    fail: {
      meaning: 'The mail does not pass DMARC, because neither SPF nor DKIM passes for the domain in From.',
      dnsFixable: 'yes',
      causes: [NOTHING_ALIGNED, NOT_SIGNED, SENDER_NOT_IN_SPF, FORWARDED],
      action: [
        'Configure the sender to sign with DKIM as the domain in From. One aligned pass is enough.',
        ADD_SENDER,
      ],
    },
    none: {
      meaning: 'The domain in From has no DMARC record.',
      dnsFixable: 'yes',
      causes: [DMARC_MISSING],
      action: ['Publish "v=DMARC1; p=none; rua=mailto:…" at "_dmarc" under the domain.'],
    },
    permerror: {
      meaning: 'The DMARC record cannot be used.',
      dnsFixable: 'yes',
      causes: [DMARC_BROKEN],
      action: ['Fix what mailtxt reports about the DMARC record.'],
    },
    temperror: { ...NO_ANSWER, meaning: 'The DMARC record could not be looked up at that moment.' },
  },
};

export function explainResult({ method, result }: AuthenticationResult): ReplyExplanation {
  const said = MEANINGS[method][result] ?? {
    meaning:
      result === 'pass'
        ? `${NAMES[method]} passes.`
        : `The ${NAMES[method]} result is "${result}", which gives no further information.`,
    dnsFixable: 'no' as const,
    causes: [],
    action: [],
  };
  return { id: `result-${method}-${result}`, known: true, fault: method, software: undefined, ...said };
}
