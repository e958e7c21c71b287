import assert from 'node:assert/strict';
import { findingsOf, zone } from '../harness/workspace.ts';

describe('a finding at the root', () => {
  it('shows the name of the root', () => {
    const made = zone(
      '$ORIGIN .\n$TTL 300\n@ SOA ns.example.net. h.example.net. 1 2 3 4 5\n@ MX 1 mx.example.net.\n@ MX 1 mx.example.net.\n',
      'db.root',
    );
    const shown = findingsOf(made, 'db.root').filter(({ rule }) =>
      ['zone-duplicate-record', 'zone-no-ns'].includes(rule),
    );
    assert.deepEqual(shown.map(({ message }) => message).sort(), [
      '"." already has the same MX record.',
      'The zone "." has no NS records at its apex.',
    ]);
  });
});
