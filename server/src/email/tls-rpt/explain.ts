import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { TlsRptRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const RECORD = 'RFC 8460 §3';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version. Senders skip a text that does not begin with \`v=TLSRPTv1;\`.`,
    specs: [RECORD],
  },
  rua: {
    text: markup`Where senders report once a day how TLS to the mail servers of the domain went: which connections failed, and whether over MTA-STS, DANE or the certificate. Addresses are \`mailto:\` or \`https:\`, with commas between.`,
    specs: [RECORD, 'RFC 8460 §5'],
  },
};

const OTHERS: TagMeaning = {
  text: markup`RFC 8460 does not have this tag. Senders skip it.`,
  specs: [RECORD],
};

/** What the tag at `offset` of the decoded value means. */
export function explainTlsRpt(record: TlsRptRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
