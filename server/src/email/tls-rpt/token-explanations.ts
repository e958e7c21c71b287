import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { TlsRptRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const RECORD = 'RFC 8460 §3';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version. Senders ignore a TXT record that does not begin with \`v=TLSRPTv1;\`.`,
    specs: [RECORD],
  },
  rua: {
    text: markup`Where senders report once a day on TLS connections to the mail servers of the domain: which connections failed, and whether MTA-STS, DANE or the certificate was the cause. Addresses are \`mailto:\` or \`https:\`, separated by commas.`,
    specs: [RECORD, 'RFC 8460 §5'],
  },
};

const OTHERS: TagMeaning = {
  text: markup`RFC 8460 does not define this tag. Senders ignore it.`,
  specs: [RECORD],
};

/** The meaning of the tag at `offset` of the decoded value. */
export function explainTlsRpt(record: TlsRptRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
