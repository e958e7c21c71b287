import assert from 'node:assert/strict';
import { explainBounces } from '../../server/src/features/explain-bounce.ts';
import type { ExplainedBounce } from '../../server/src/features/explain-bounce.ts';
import { zone } from '../harness/workspace.ts';

const HEAD = '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n';

/** An authentication result with all that a trial needs: the address, and whose mail it was. */
function result(ip: string): string {
  return `Received-SPF: fail (mx.example.net: domain of news@example.com does not designate ${ip} as permitted sender) client-ip=${ip}; envelope-from=news@example.com; helo=out.example.com;\n`;
}

function explained(records: string, ip = '203.0.113.5'): ExplainedBounce {
  const [first] = explainBounces(result(ip), () => zone(HEAD + records));
  assert.ok(first);
  return first;
}

describe('a bounce that is tested with the known records', () => {
  it('confirms that the sender is missing, before all other causes', () => {
    const { causes, tried } = explained('@ TXT "v=spf1 mx -all"\n@ MX 10 mail\nmail A 192.0.2.25\n');
    assert.equal(tried?.spf.result, 'fail');
    const [first] = causes;
    assert.match(first?.text ?? '', /not in the SPF record/);
    assert.deepEqual(first?.trial, {
      speaks: 'confirms',
      text: 'With the records here, SPF returns "fail" for 203.0.113.5: "-all" of example.com matches.',
    });
  });

  it('refutes it if the records have the sender by now', () => {
    const { causes, explanation } = explained('@ TXT "v=spf1 ip4:203.0.113.0/24 -all"\n');
    const missing = causes.find(({ text }) => text.includes('not in the SPF record'));
    assert.equal(missing?.trial?.speaks, 'refutes');
    assert.match(missing.trial.text, /passes SPF: "ip4:203\.0\.113\.0\/24" of example\.com matches/);
    assert.match(causes[0]?.text ?? '', /example\.com had a different SPF record/);
    assert.equal(causes[0]?.trial, missing.trial);
    assert.equal(explanation.dnsFixable, 'sometimes');
    assert.match(explanation.action[0] ?? '', /dig \+short TXT example\.com/);
    assert.ok(explanation.action.every((step) => !step.startsWith('Add the sending server')));
  });

  it('keeps the advice if the files do not have the record', () => {
    const { causes, explanation } = explained('@ TXT "v=spf1 -all"\n', '192.0.2.1');
    assert.ok(causes.every(({ text }) => !text.includes('a different SPF record')));
    assert.equal(explanation.dnsFixable, 'yes');
  });

  it('reports nothing if an include that decides is unknown', () => {
    const { causes, tried } = explained('@ TXT "v=spf1 include:_spf.example.org -all"\n');
    assert.equal(tried?.spf.result, 'pending');
    assert.ok(causes.every(({ trial }) => trial === undefined));
  });
});
