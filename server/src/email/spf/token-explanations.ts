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
    text: markup`Marks a TXT record as SPF: the list of hosts that may send mail for this name. It must be at the very start of the TXT value, followed by a space or the end. A name may have only one SPF record.\n\n${stateOf(record)}`,
    specs: ['RFC 7208 §4.5'],
  };
}

function stateOf(record: SpfRecord): Markdown {
  if (!record.version.selected) {
    return markup`Here, the version is malformed, so receivers do not treat this record as SPF, and the result is **none**.`;
  }
  if (record.permerror) {
    return markup`This record has a syntax error, so the result is **permerror** for every message from every sender.`;
  }
  return markup`Terms are evaluated from left to right. The first mechanism that matches the sending host decides the result: **pass** (\`+\` or no qualifier), **fail** (\`-\`), **softfail** (\`~\`) or **neutral** (\`?\`). If nothing matches and there is no \`redirect=\`, the result is also **neutral**. A DNS failure gives **temperror**. A broken record, or one that needs too many lookups, gives **permerror**.`;
}
