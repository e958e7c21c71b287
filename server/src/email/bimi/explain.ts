import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { BimiRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const DRAFT = 'draft-brand-indicators-for-message-identification';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version: \`BIMI1\`, the first tag. A record with another one is ignored.`,
    specs: [DRAFT],
  },
  l: {
    text: (value) =>
      markup`${
        value === ''
          ? markup`Empty: the domain wants no logo, not even the one of the domain above it.`
          : markup`Where the logo is: an SVG file (the profile SVG Tiny PS) on a server with https.`
      }\n\nMailbox providers show it only beside mail that passes DMARC, of a domain whose policy is \`quarantine\` or \`reject\`.`,
    specs: [DRAFT],
  },
  a: {
    text: (value) =>
      markup`${
        value === ''
          ? markup`Empty: the domain has no certificate for its logo.`
          : markup`Where the mark certificate is: a PEM file.`
      }\n\nGmail and Apple show a logo only with a certificate that proves that the mark is the domain’s (VMC or CMC); Yahoo shows some without.`,
    specs: [DRAFT],
  },
  avp: {
    text: markup`Which picture to prefer where the sender has one of their own: \`brand\`, this logo, which is the default, or \`personal\`, theirs.`,
    specs: [DRAFT],
  },
  lps: {
    text: markup`The part of the address before the \`@\` may be the selector. Where prefixes are listed, only for addresses that begin with one of them.`,
    specs: [DRAFT],
  },
};

const OTHERS: TagMeaning = { text: markup`BIMI does not have this tag. Receivers skip it.`, specs: [DRAFT] };

/** What the tag at `offset` of the decoded value means. */
export function explainBimi(record: BimiRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
