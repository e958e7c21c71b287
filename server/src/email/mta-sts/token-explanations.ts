import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { MtaStsRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const RECORD = 'RFC 8461 §3.1';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version. Senders ignore a TXT record that does not begin with \`v=STSv1;\`. The policy itself (which hosts accept mail, and whether TLS is required) is a file at \`https://mta-sts.<domain>/.well-known/mta-sts.txt\`.`,
    specs: [RECORD, 'RFC 8461 §3.2'],
  },
  id: {
    text: markup`The version of the policy file: up to 32 letters and digits, usually the time of its last change. Senders fetch the file again when the id differs from the cached one, so change the id whenever you change the file.`,
    specs: [RECORD, 'RFC 8461 §3.3'],
  },
};

const OTHERS: TagMeaning = {
  text: markup`RFC 8461 does not define this tag. Senders ignore it.`,
  specs: [RECORD],
};

/** The meaning of the tag at `offset` of the decoded value. */
export function explainMtaSts(record: MtaStsRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
