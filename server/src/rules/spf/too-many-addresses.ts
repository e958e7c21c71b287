import { opennessOf } from '../../domain/spf/open-to-all.ts';
import { isIncludeTarget } from '../../domain/spf/owner.ts';
import { reachOf } from '../../domain/spf/reach.ts';
import { treeOf } from '../../domain/spf/tree.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { groupDigits } from '../../text/group-digits.ts';
import { defineRule } from '../rule.ts';

/** 16 networks with a prefix of 16 bits: more addresses than one sender has. */
const MANY_ADDRESSES = 2 ** 20;

/** A record that allows more than a million addresses, not counting those of known services. */
export default defineRule({
  subject: 'spf',
  needs: ['include', 'ip4'],
  severity: 'info',
  specs: ['RFC 7208 §5.6', 'RFC 9989 §7.1'],
  why: 'Anyone who rents one of these addresses passes SPF as this domain.',
  messages: {
    many: 'The record allows {count} IPv4 addresses besides known services, and "{term}" adds the most.',
  },
  check(spf, context) {
    // Records that are only meant to be included belong to providers, which have such networks.
    if (isIncludeTarget(context) || spf.permerror) return;
    const tree = treeOf(spf, context);
    const { addresses, largest } = reachOf(tree, context);
    if (addresses <= MANY_ADDRESSES || largest === undefined) return;
    // Other rules report these: spf-cidr-too-wide, spf-cidr-zero, spf-include-passes-all.
    if (largest.kind === 'ip4' && largest.network !== undefined && largest.network.prefix < 16) return;
    if (opennessOf(tree).ipv4) return;
    context.report({
      at: largest.range,
      message: 'many',
      data: { count: groupDigits(addresses), term: quoteTerm(spf, largest.range) },
    });
  },
});
