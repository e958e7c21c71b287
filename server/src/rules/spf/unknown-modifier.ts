import { asciiLowerCase } from '../../dns/names.ts';
import { isArgument } from '../../email/spf/domain-spec.ts';
import { deleting } from '../../email/spf/edits.ts';
import type { SpfRecord, UnknownModifier } from '../../email/spf/model.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { nearest } from '../../email/spf/spelling.ts';
import { defineRule } from '../rule.ts';

/** `name=value` with a name that SPF does not define. */
export default defineRule({
  subject: 'spf',
  needs: ['unknown-modifier'],
  severity: 'hint',
  specs: ['RFC 7208 §6'],
  why: 'Receivers silently skip it. Usually it is a typo for a mechanism, whose hosts are then not allowed.',
  messages: {
    unknown: '"{term}" is a modifier that SPF does not define, so receivers ignore it.',
    misspelled: '"{term}" is ignored because SPF does not define "{name}=", probably a typo for "{meant}".',
    version: '"{term}" appears here a second time and is ignored.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'unknown-modifier' || REPORTING.has(asciiLowerCase(term.name))) continue;
      const typed = quoteTerm(spf, term.range);
      // A record of another kind begins here, which txt-spf-text-in-dmarc-record reports.
      if (/^v=(?!spf)/i.test(typed)) return;
      if (/^v=spf1$/i.test(typed)) {
        const fix = deleting(spf, term.range, `Delete "${typed}"`, 'safe');
        context.report({ at: term.range, message: 'version', data: { term: typed }, fix });
        continue;
      }
      const meant = meantBy(spf, term);
      const data = { term: typed, name: term.name, meant: meant ?? '' };
      context.report({ at: term.range, message: meant === undefined ? 'unknown' : 'misspelled', data });
    }
  },
});

/** Modifiers of RFC 6652 §3, which request reports. */
const REPORTING: ReadonlySet<string> = new Set(['ra', 'rp', 'rr']);

/** The name that was probably meant, if the value fits. */
function meantBy(spf: SpfRecord, term: UnknownModifier): string | undefined {
  const value = spf.value.text.slice(term.value.range.start, term.value.range.end);
  if (term.hasHole || !isArgument(value)) return undefined;
  if (/^ip[-_.]?v?[46]$/i.test(term.name)) return value.includes(':') ? 'ip6:' : 'ip4:';
  const near = nearest(term.name, ['include', 'exists', 'redirect', 'exp'] as const);
  if (near === undefined) return undefined;
  return near === 'redirect' || near === 'exp' ? `${near}=` : `${near}:`;
}
