import assert from 'node:assert/strict';
import { originFromComments, originFromFileName } from '../../../server/src/formats/zone/origin.ts';
import { isZonePath, looksLikeZone } from '../../../server/src/formats/zone/recognise.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';

describe('a zone file', () => {
  it('is known by a telling name', () => {
    const names = {
      'zones/db.example.com': 'yes',
      'example.com.zone': 'yes',
      'example.com.zone.j2': 'yes',
      '2.0.192.in-addr.arpa': 'yes',
      'named.root': 'yes',
      'example.com': 'maybe',
      'example.com.hosts': 'maybe',
      'data.db': 'maybe',
      'main.tf': 'no',
      'db.sql': 'no',
      'db.json': 'no',
      'named.conf': 'no',
      'README.md': 'no',
    };
    for (const [name, verdict] of Object.entries(names)) assert.equal(isZonePath(name), verdict, name);
  });

  it('is known by its content where the name says nothing', () => {
    assert.ok(looksLikeZone('; banner\n\n$TTL 1h\n@ IN SOA a b 1 2 3 4 5\n'));
    assert.ok(looksLikeZone('@ IN SOA ns host (\n 2024 ; serial\n 1 2 3 4 )\n'));
    assert.ok(looksLikeZone('{% if x %}\n@ 600 IN NS ns0.example.com.\nwww IN A 192.0.2.1\n{% endif %}\n'));
    assert.ok(looksLikeZone('www IN A 192.0.2.1\n'));
    assert.ok(!looksLikeZone(''));
    assert.ok(!looksLikeZone('# Records\n\n```\n$TTL 1h\n@ IN SOA a b 1 2 3 4 5\n```\n'));
    assert.ok(!looksLikeZone('I was IN A hurry.\nIt was IN A way good.\n'));
    assert.ok(!looksLikeZone('$TTL=3600\necho $TTL\n'));
  });

  it('is known among real files, and no other file is taken for one', function () {
    if (!hasCorpus()) {
      sayNoCorpus('which real files are zones');
      this.skip();
    }
    this.timeout(60_000);
    const isZone = (file: string): boolean => {
      const byName = isZonePath(file);
      return byName === 'yes' || (byName === 'maybe' && looksLikeZone(readCorpus(file)));
    };
    const zones = corpusFiles('realworld/zones');
    assert.deepEqual(
      zones.filter((file) => !isZone(file)),
      [],
    );
    const others = [
      'realworld/terraform',
      'realworld/yaml',
      'realworld/octodns',
      'bounces',
      'reports',
      'spf',
      'records',
    ];
    assert.deepEqual(others.flatMap((folder) => corpusFiles(folder)).filter(isZone), []);
  });
});

describe('the origin of a zone file', () => {
  it('is read from the name of the file', () => {
    const names: Record<string, string | undefined> = {
      'zones/db.example.com': 'example.com',
      'example.com.zone': 'example.com',
      'Example.COM.zone.j2': 'example.com',
      'db.example.com.save.1': 'example.com',
      'example.org': 'example.org',
      'zones/db.192.168.0': '0.168.192.in-addr.arpa',
      '10.0.192.rev': '192.0.10.in-addr.arpa',
      '2.0.192.in-addr.arpa': '2.0.192.in-addr.arpa',
      'example.co.uk.hosts': 'example.co.uk',
      hosts: undefined,
      'db.local': undefined,
      '192.168.0.1': undefined,
    };
    for (const [name, origin] of Object.entries(names)) assert.equal(originFromFileName(name), origin, name);
  });

  it('is read from a comment at the top', () => {
    assert.equal(originFromComments(';;\n;; Domain:     example.com.\n;; Exported: x\n\n'), 'example.com');
    assert.equal(
      originFromComments(
        ';\n;  Database file example.net.dns for example.net zone.\n;\n@ IN SOA a b 1 2 3 4 5\n',
      ),
      'example.net',
    );
    assert.equal(originFromComments('; Zone: example.org\n$TTL 1h\n'), 'example.org');
    assert.equal(originFromComments('$TTL 1h\n; Zone: example.org\n'), undefined);
    assert.equal(originFromComments('; zone transfers are off\n'), undefined);
  });

  it('agrees with the origin that real zones are loaded with', function () {
    if (!hasCorpus()) {
      sayNoCorpus('the origins of real files');
      this.skip();
    }
    const rows = readCorpus('oracle/ORACLE.tsv')
      .split('\n')
      .filter((line) => line.startsWith('realworld/'))
      .map((line) => line.split('\t'));
    assert.ok(rows.length > 80);
    for (const [file = '', origin = ''] of rows) {
      // A backup copy: the oracle was given its name as it is.
      if (file.endsWith('db.uitoux.com.save.1')) continue;
      assert.equal(originFromFileName(file), origin.toLowerCase().replace(/\.$/, ''), file);
    }
  });
});
