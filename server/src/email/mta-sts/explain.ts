import type { TokenExplanation } from '../policy-record.ts';
import { explainTag, type TagMeaning } from '../versioned-tags.ts';
import type { MtaStsRecord } from './model.ts';
import { markup } from '../../text/markdown.ts';

const RECORD = 'RFC 8461 §3.1';

const MEANINGS: Readonly<Record<string, TagMeaning>> = {
  v: {
    text: markup`The version. Senders skip a text that does not begin with \`v=STSv1;\`. The policy itself, which hosts may take the mail and whether TLS is a must, is a file at \`https://mta-sts.<domain>/.well-known/mta-sts.txt\`.`,
    specs: [RECORD, 'RFC 8461 §3.2'],
  },
  id: {
    text: markup`The version of the policy file: up to 32 letters and digits, mostly the time of its last change. Senders fetch the file again when it differs from the one that they know, so it has to change whenever the file does.`,
    specs: [RECORD, 'RFC 8461 §3.3'],
  },
};

const OTHERS: TagMeaning = {
  text: markup`RFC 8461 does not have this tag. Senders skip it.`,
  specs: [RECORD],
};

/** What the tag at `offset` of the decoded value means. */
export function explainMtaSts(record: MtaStsRecord, offset: number): TokenExplanation | undefined {
  return explainTag(record.tags, offset, MEANINGS, OTHERS);
}
