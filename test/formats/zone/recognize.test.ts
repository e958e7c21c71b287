import assert from 'node:assert/strict';
import { originFromComments, originFromFileName } from '../../../server/src/formats/zone/origin.ts';
import { isZonePath, looksLikeZone } from '../../../server/src/formats/zone/recognize.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';

describe('a zone file', () => {
  it('is recognized by a typical name', () => {
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

  it('is recognized by its content if its name does not decide', () => {
    assert.ok(looksLikeZone('; banner\n\n$TTL 1h\n@ IN SOA a b 1 2 3 4 5\n'));
    assert.ok(looksLikeZone('@ IN SOA ns host (\n 2024 ; serial\n 1 2 3 4 )\n'));
    assert.ok(looksLikeZone('{% if x %}\n@ 600 IN NS ns0.example.com.\nwww IN A 192.0.2.1\n{% endif %}\n'));
    assert.ok(looksLikeZone('www IN A 192.0.2.1\n'));
    assert.ok(
      looksLikeZone('{{ banner }}\n{{ zone }}. IN SOA {{ ns }}. a. (\n 1 )\n{{ zone }}. IN NS {{ ns }}.\n'),
    );
    assert.ok(looksLikeZone('www IN HTTPS 1 . alpn=h2\nwww IN A 192.0.2.1\n'));
    assert.ok(looksLikeZone('a 300 A 192.0.2.1\nb 300 A 192.0.2.2\nc 300 MX 10 b\n'));
    assert.ok(
      looksLikeZone('s1._domainkey IN TXT ( "v=DKIM1; k=rsa; "\n  "p=MIGf" )  ; ----- DKIM key s1\n'),
    );
    assert.ok(!looksLikeZone('a 300 A 192.0.2.1\nb 300 A 192.0.2.2\nc 300 MX 10 b\nThe end.\n'));
    assert.ok(!looksLikeZone('server 192.0.2.1\nzone example.com\nupdate add www 300 A 192.0.2.1\nsend\n'));
    assert.ok(!looksLikeZone('From: a\nSubject: IN A\n\nwww IN A 192.0.2.1\n'));
    assert.ok(!looksLikeZone('.example.com:192.0.2.1:a:259200\n+www.example.com:192.0.2.1\n'));
    assert.ok(!looksLikeZone(''));
    assert.ok(!looksLikeZone('# Records\n\n```\n$TTL 1h\n@ IN SOA a b 1 2 3 4 5\n```\n'));
    assert.ok(!looksLikeZone('I was IN A hurry.\nIt was IN A way good.\n'));
    assert.ok(!looksLikeZone('$TTL=3600\necho $TTL\n'));
  });

  it('is recognized among real files, and no other file is', function () {
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
  it('is read from the file name', () => {
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
      // Private networks show the order of the octets.
      '0.168.192.rev': '0.168.192.in-addr.arpa',
      'db.1.168.192': '1.168.192.in-addr.arpa',
      'named.rev.10.1': '1.10.in-addr.arpa',
      'db.198.51.100': undefined,
      'db.10.0.10': undefined,
      'example.com!inside.zone': 'example.com',
      'db.example.com~': 'example.com',
      'example.com.2024-01-31': 'example.com',
      'internal.example.com.zone': 'internal.example.com',
      'internal-example.com.zone': 'example.com',
      'corp.internal': 'corp.internal',
      'example.com.au': 'example.com.au',
      // A word after a domain is the name of a copy, and a word that is not a TLD is a kind of file.
      'example.com.internal': undefined,
      'example.com.prod.zone': undefined,
      'forward.external': undefined,
      'readme.first': undefined,
      'duplicate.signature': undefined,
      'v1.2.3': undefined,
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
      // A backup copy, whose name the oracle was given unchanged.
      if (file.endsWith('db.uitoux.com.save.1')) continue;
      assert.equal(originFromFileName(file), origin.toLowerCase().replace(/\.$/, ''), file);
    }
  });
});
