import { asciiLowerCase } from '../../dns/names.ts';
import { deleting } from '../../email/spf/edits.ts';
import type { SpfRecord, UnknownModifier } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** The modifiers of RFC 6652 §3, where they have no effect. */
export default defineRule({
  subject: 'spf',
  needs: ['unknown-modifier'],
  severity: 'hint',
  specs: ['RFC 6652 §3'],
  why: 'Reports on SPF failures are sent to the local part in "ra". Without it, or with values that RFC 6652 does not define, receivers send no reports.',
  messages: {
    without: '"{term}" requests no reports because no "ra" says where to send them.',
    percentage: '"{term}" does not have a whole number from 0 to 100 as its percentage.',
    type: '"{term}" has a value that is not one of "all", "e", "f", "s" and "n".',
  },
  check(spf, context) {
    const asks = modifiersOf(spf);
    const hasAddress = asks.some(({ name, value }) => name === 'ra' && value !== '');
    for (const { name, value, term } of asks) {
      const message = faultOf(name, value, hasAddress || !spf.value.complete);
      if (message === undefined || term.hasHole) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message,
        data: { term: typed },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'safe'),
      });
    }
  },
});

interface Reporting {
  readonly name: string;
  readonly value: string;
  readonly term: UnknownModifier;
}

function modifiersOf(spf: SpfRecord): readonly Reporting[] {
  return spf.terms.flatMap((term) => {
    if (term.kind !== 'unknown-modifier') return [];
    const name = asciiLowerCase(term.name);
    const value = spf.value.text.slice(term.value.range.start, term.value.range.end);
    return name === 'ra' || name === 'rp' || name === 'rr' ? [{ name, value, term }] : [];
  });
}

function faultOf(
  name: string,
  value: string,
  hasAddress: boolean,
): 'without' | 'percentage' | 'type' | undefined {
  if (name === 'ra') return undefined;
  if (!hasAddress) return 'without';
  if (name === 'rp') return /^\d{1,3}$/.test(value) && Number(value) <= 100 ? undefined : 'percentage';
  return /^(?:all|[efsn])(?::(?:all|[efsn]))*$/i.test(value) ? undefined : 'type';
}
