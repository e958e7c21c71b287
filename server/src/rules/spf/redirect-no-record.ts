import { asOf, treeOf } from '../../domain/spf/tree.ts';
import { unregisteredDomainOf } from '../../domain/unregistered.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** The name after `redirect=` has no SPF record, or none that receivers can use. */
export default defineRule({
  subject: 'spf',
  needs: ['redirect'],
  severity: 'error',
  specs: ['RFC 7208 §6.1'],
  why: 'This record takes its result from the SPF record of the other name. Without that record, every sender that no earlier term matches gets permerror, and receivers reply with 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    none: '"{name}" has no SPF record{when}, so "{term}" results in permerror.',
    several: '"{name}" has more than one SPF record{when}, so "{term}" results in permerror.',
    syntax: 'The SPF record of "{name}" has a syntax error{when}, so "{term}" results in permerror.',
  },
  check(spf, context) {
    const redirect = treeOf(spf, context).terms.find(({ term }) => term.kind === 'redirect');
    if (redirect?.tree === undefined || redirect.target === undefined) return;
    const { term, target, tree } = redirect;
    if (tree.state !== 'none' && tree.state !== 'several' && tree.state !== 'syntax') return;
    // A record in the workspace has its own finding.
    if (tree.state === 'syntax' && tree.source?.kind === 'workspace') return;
    // dns-target-registrable reports the worse fault.
    if (tree.state === 'none' && unregisteredDomainOf(target, 'TXT', context) !== undefined) return;
    context.report({
      at: term.range,
      message: tree.state,
      data: { name: target, term: quoteTerm(spf, term.range), when: asOf(tree.source) },
    });
  },
});
