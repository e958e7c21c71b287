import type { TokenExplanation } from '../policy-record.ts';
import { explainDomain } from './explain-domain.ts';
import { explainMechanism } from './explain-mechanism.ts';
import { explainModifier } from './explain-modifier.ts';
import type { SpfRecord } from './model.ts';
import { isMechanism } from './model.ts';
import { holds } from './offsets.ts';
import { markup, type Markdown } from '../../text/markdown.ts';

/** What the token at that offset of the decoded value is, and what it means in this record. */
export function explainSpf(record: SpfRecord, offset: number): TokenExplanation | undefined {
  if (holds(record.version.range, offset)) return explainVersion(record);
  const term = record.terms.find((other) => holds(other.range, offset));
  if (term === undefined || term.kind === 'unread') return undefined;
  const domain = 'domain' in term ? term.domain : undefined;
  if (domain !== undefined && holds(domain.range, offset)) return explainDomain(record, term, domain, offset);
  if (isMechanism(term)) return explainMechanism(record, term, offset);
  return explainModifier(record, term, offset);
}

function explainVersion(record: SpfRecord): TokenExplanation {
  return {
    range: record.version.range,
    title: 'v=spf1',
    text: markup`Marks a TXT record as SPF: the list of hosts that may send mail for this name. It must be the very start of the text and be followed by a space or the end, and a name may have only one such record.\n\n${stateOf(record)}`,
    specs: ['RFC 7208 §4.5'],
  };
}

function stateOf(record: SpfRecord): Markdown {
  if (!record.version.selected) {
    return markup`Here it is not written so: receivers do not take this record as SPF, and the result is **none**.`;
  }
  if (record.permerror) {
    return markup`This record has a syntax error, so the result is **permerror** for every message, whoever sends it.`;
  }
  return markup`Terms are tried from left to right; the first mechanism that matches the sending host decides: **pass** (\`+\` or no sign), **fail** (\`-\`), **softfail** (\`~\`) or **neutral** (\`?\`). Nothing matched and no \`redirect=\` is **neutral** as well. A DNS failure is **temperror**; a broken record, or one that needs too many lookups, is **permerror**.`;
}
