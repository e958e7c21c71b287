import assert from 'node:assert/strict';
import { parseMtaSts } from '../../server/src/email/mta-sts/parse.ts';
import { forwardFaults } from '../../server/src/rules/forward-faults.ts';
import type { Report, Rule, RuleContext } from '../../server/src/rules/rule.ts';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import { zone } from '../harness/workspace.ts';

const rule = {
  id: 'mta-sts-example',
  subject: 'mta-sts',
  severity: 'error',
  since: '0.1.0',
  specs: [],
  why: '',
} as const;

describe('a rule that forwards faults', () => {
  it('needs the codes of its messages', () => {
    const { needs, messages } = forwardFaults({
      ...rule,
      messages: {
        'id-missing': 'none',
        'id-invalid': { long: '{length} in "{typed}"', characters: '"{typed}"' },
        'tag-case': '"{name}" is "{replacement}"',
      },
    });
    assert.deepEqual(needs, ['id-missing', 'id-invalid', 'tag-case']);
    assert.deepEqual(Object.keys(messages), [
      'id-missing',
      'id-invalid/long',
      'id-invalid/characters',
      'tag-case',
    ]);
  });

  it('keeps the facts of its definition', () => {
    const facts = { preview: true, isUnnecessary: true, since: '9.9.9', symptoms: ['550 5.7.1'] } as const;
    const definition = forwardFaults({ ...rule, ...facts, messages: { 'id-missing': '' } });
    const { preview, isUnnecessary, since, symptoms } = definition;
    assert.deepEqual({ preview, isUnnecessary, since, symptoms }, facts);
    assert.equal('preview' in forwardFaults({ ...rule, messages: { 'id-missing': '' } }), false);
  });

  it('fills the placeholders of its message from the fault, and does not change SPF macros', () => {
    const definition = forwardFaults({
      ...rule,
      messages: { 'id-invalid': { long: '{length} in {typed}', characters: '"%{typed}"' } },
    }) as Rule<'mta-sts'>;
    const dataOf = (id: string): readonly unknown[] => {
      const found: unknown[] = [];
      const report = ({ data }: Report): number => found.push(data);
      const record = parseMtaSts(MappedText.verbatim(`v=STSv1; id=${id};`, 0));
      definition.check(record, { report } as unknown as RuleContext);
      return found;
    };
    const long = 'a'.repeat(40);
    assert.deepEqual(dataOf(long), [{ length: 40, typed: long }]);
    assert.deepEqual(dataOf('-'), [{}]);
  });

  it('quotes text once that is quoted in the file', () => {
    const messages = zone('@ SOA ns h 1 2 3 4 5\n@ NS ns.example.net.\n@ MX "10" mail\n')
      .findings('example.com.zone')
      .findings.filter(({ rule: id }) => id === 'zone-bad-rdata')
      .map(({ message }) => message);
    assert.deepEqual(messages, ['Expected a number, found "10" (not a valid number).']);
  });

  it('does not compile with codes that its parser does not have', () => {
    // @ts-expect-error: no fault of MTA-STS has this code
    forwardFaults({ ...rule, messages: { 'id-mising': '' } });
    // @ts-expect-error: the fault has no such field
    forwardFaults({ ...rule, messages: { 'tag-case': '{nmae}' } });
    // @ts-expect-error: a reason has no message
    forwardFaults({ ...rule, messages: { 'id-invalid': { long: '' } } });
    // @ts-expect-error: a field that is misspelled in one of several messages
    forwardFaults({ ...rule, messages: { 'id-invalid': { long: '{lenght}', characters: '' } } });
    // @ts-expect-error: the fault has no reasons
    forwardFaults({ ...rule, messages: { 'tag-case': { long: '' } } });
    // @ts-expect-error: `data` does not give it
    forwardFaults({ ...rule, messages: { 'id-missing': '{owner}' }, data: () => ({ domain: '' }) });
    forwardFaults({ ...rule, messages: { 'id-missing': '{owner}' }, data: () => ({ owner: '' }) });
  });
});
