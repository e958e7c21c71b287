import type { MappedText } from '../../text/mapped-text.ts';
import { findIn } from './found.ts';
import type { LocatedText } from './model.ts';

/** What a reply names. */
export interface ReplyParties {
  readonly recipient: LocatedText | undefined;
  readonly envelopeFrom: LocatedText | undefined;
  /** The domain whose SPF or DMARC record the reply is about. */
  readonly domain: LocatedText | undefined;
}

const RECIPIENT =
  /<([^<>\s]{1,64}@[^<>\s]{1,255})>:?\s?(?:\.{3}\s)?(?:relay|recipient|user|unable to relay|no such|mailbox)/di;

const ENVELOPE_FROM = [
  /<([^<>\s]{1,64}@[^<>\s]{1,255})>:?\s?(?:\.{3}\s)?(?:sender address|domain of sender)/di,
  /\bdomain of (?:transitioning |sender address )?<?([^\s<>]{1,64}@[^\s<>:;,]{1,255})/di,
];

const NAME = '\\[?((?:[\\w-]{1,63}\\.){1,10}[A-Za-z][\\w-]{1,62})';

const DOMAINS = [
  `\\bfrom ${NAME}\\]? is not accepted`,
  `\\bsending domain ${NAME}`,
  `\\bMAIL FROM domain ${NAME}`,
  `\\bDMARC (?:policy|record) (?:for|of|from) ${NAME}`,
  `\\bdue to ${NAME}'?s? DMARC`,
  `\\bto send (?:e?-?mail |messages )?(?:from|for) ${NAME}`,
  `\\bdomain ${NAME}`,
  // The explanation page that SPF libraries name: a domain, or an address with "%40".
  `/why(?:\\.html)?\\?s=(?:mfrom|helo)[;&]id=(?:[^\\s;&]{1,64}%40)?${NAME}`,
].map((pattern) => new RegExp(pattern, 'di'));

export function namedIn(text: MappedText, start: number, end: number): ReplyParties {
  const first = (patterns: readonly RegExp[]): LocatedText | undefined => {
    for (const pattern of patterns) {
      const found = findIn(text, pattern, start, end);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { recipient: first([RECIPIENT]), envelopeFrom: first(ENVELOPE_FROM), domain: first(DOMAINS) };
}
