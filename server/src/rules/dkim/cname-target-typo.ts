import { isAtOrBelow } from '../../dns/names.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { fieldOf } from '../../records/record.ts';
import { keyTargetMeantBy } from '../../senders/services/misspelled.ts';
import { defineRule } from '../rule.ts';

/** The target of a selector's CNAME differs by 1 or 2 letters from the name of a known service's key. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 6376 §6.1.2'],
  why: "Receivers find no key at a misspelled name, so the service's signatures fail. If an attacker registers the misspelled domain, they can sign mail as this one.",
  symptoms: UNUSABLE_KEY,
  messages: {
    typo: '"{target}" looks like a misspelling of "{meant}".',
  },
  check({ record }, context) {
    if (dkimNameOf(record.owner).kind !== 'key') return;
    const field = fieldOf(record, 'cname');
    if (field === undefined) return;
    const meant = keyTargetMeantBy(field.value);
    if (meant === undefined) return;
    if (context.apex !== undefined && isAtOrBelow(field.value, context.apex)) return;
    if (context.facts.ask(field.value, 'TXT').status === 'data') return;
    context.report({
      at: { source: field.range },
      message: 'typo',
      data: { target: field.value, meant },
      fix: { title: `Use "${meant}"`, safety: 'review', edits: [{ kind: 'set-name', field, name: meant }] },
    });
  },
});
