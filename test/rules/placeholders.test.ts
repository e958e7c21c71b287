import assert from 'node:assert/strict';
import { defineRule, nameRule } from '../../server/src/rules/rule.ts';
import { findingsOf, workspace } from '../harness/workspace.ts';

const RULE = nameRule(
  'txt',
  'own',
  defineRule({
    subject: 'txt',
    severity: 'error',
    specs: ['RFC 1035 §3.3.14'],
    why: 'It is a test.',
    messages: {
      two: '"{term}" is here {count} times.',
      other: '"{term}" is here, as "%{i}" may be.',
      none: 'Nothing is here.',
    },
    check({ value }, context) {
      const at = { part: 'rdata' } as const;
      context.report({ at, message: 'two', data: { term: value.text, count: 2 } });
      context.report({ at, message: 'other', data: { term: value.text } });
      context.report({ at, message: 'none' });
      if (value.length > 0) return;

      // The type checker fails where one of these compiles. They are never run.
      // @ts-expect-error: a message that the rule does not have
      context.report({ at, message: 'nothing' });
      // @ts-expect-error: no data at all
      context.report({ at, message: 'two' });
      // @ts-expect-error: a placeholder is missing
      context.report({ at, message: 'two', data: { term: 'x' } });
      // @ts-expect-error: a placeholder is misspelled
      context.report({ at, message: 'two', data: { term: 'x', counts: 2 } });
      // @ts-expect-error: the message has no such placeholder
      context.report({ at, message: 'two', data: { term: 'x', count: 2, other: 'y' } });
      // @ts-expect-error: a macro of SPF is not a placeholder
      context.report({ at, message: 'other', data: { term: 'x', i: 'y' } });
      // @ts-expect-error: the message has no placeholders
      context.report({ at, message: 'none', data: { term: 'x' } });
      // @ts-expect-error: one of two messages needs more
      context.report({ at, message: value.complete ? 'two' : 'other', data: { term: 'x' } });
      context.report({ at, message: value.complete ? 'two' : 'other', data: { term: 'x', count: 2 } });
    },
  }),
);

describe('the placeholders of messages', () => {
  it('are filled from the data, and SPF macros are unchanged', () => {
    const made = workspace({ rules: [RULE], origin: 'example.com' });
    made.add('x.zone', '@ TXT "x"\n', { format: 'zone' });
    assert.deepEqual(
      findingsOf(made, 'x.zone').map(({ message }) => message),
      ['"x" is here 2 times.', '"x" is here, as "%{i}" may be.', 'Nothing is here.'],
    );
  });
});
