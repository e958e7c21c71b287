import { isDkim } from '../../email/dkim/parse.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { defineRule } from '../rule.ts';

/** A selector's CNAME points to a name of the workspace whose TXT records are not keys. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 6376 §6.1.2'],
  why: 'Signatures with this selector fail because receivers find no key at the end of the CNAME.',
  symptoms: UNUSABLE_KEY,
  messages: {
    other: '"{target}" has a TXT record that is not a DKIM key, so the selector "{selector}" has no key.',
  },
  check({ record }, context) {
    const name = dkimNameOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (name.kind !== 'key' || target === undefined || record.conditional) return;
    if (context.delegationAbove(record.owner).length > 0) return;
    const answer = context.facts.ask(target, 'TXT');
    // Records of other zones cannot be changed here, and dkim-cname-dangling reports a name without records.
    if (answer.status !== 'data' || answer.source.kind !== 'workspace') return;
    const texts = answer.data.map((strings) => strings.join(''));
    if (texts.some((text) => text.includes(HOLE) || isKey(text))) return;
    context.report({ at: { part: 'rdata' }, message: 'other', data: { target, selector: name.selector } });
  },
});

/** Whether the value contains a key. Other faults of the key are reported at its own record. */
function isKey(text: string): boolean {
  return isDkim(text, '') || /(?:^|[;\s"])p\s*=/.test(text);
}
