import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { BimiRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const DRAFT = 'draft-brand-indicators-for-message-identification';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version. It must be the first tag and be \`BIMI1\`; otherwise receivers ignore the record.`,
    specs: [DRAFT],
  },
  l: {
    text: (value) =>
      markup`${
        value === ''
          ? markup`Empty: the domain does not use a logo, not even that of its parent domain.`
          : markup`The https URL of the logo, an SVG file (profile SVG Tiny PS).`
      }\n\nMailbox providers show it only next to mail that passes DMARC, from a domain whose policy is \`quarantine\` or \`reject\`.`,
    specs: [DRAFT],
  },
  a: {
    text: (value) =>
      markup`${
        value === ''
          ? markup`Empty: the domain has no certificate for its logo.`
          : markup`The URL of the mark certificate, a PEM file.`
      }\n\nGmail and Apple show a logo only with a certificate (VMC or CMC) that proves that the mark belongs to the domain. Yahoo shows some logos without one.`,
    specs: [DRAFT],
  },
  avp: {
    text: markup`Which picture to prefer when the sender has a personal one: \`brand\` (this logo, the default) or \`personal\` (that of the sender).`,
    specs: [DRAFT],
  },
  lps: {
    text: markup`Allows the local part of the sender address to be the selector. If prefixes are listed, only for addresses that begin with one of them.`,
    specs: [DRAFT],
  },
};

const OTHERS: TagMeaning = {
  text: markup`BIMI does not define this tag. Receivers ignore it.`,
  specs: [DRAFT],
};

/** The meaning of the tag at `offset` of the decoded value. */
export function explainBimi(record: BimiRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
