import assert from 'node:assert/strict';
import { MAX_CONFIG_FILES } from '../../../server/src/formats/zone/config-files.ts';
import { readServerConfig } from '../../../server/src/formats/zone/server-config.ts';

function declared(path: string, text: string): readonly string[] {
  const found = readServerConfig(path, text);
  for (const { file, range } of found) {
    // The range is that of the name in the source: the end of the whole path, except for patterns.
    const written = text.slice(range.start, range.end);
    assert.ok(/[%$]/.test(written) || file.endsWith(written), `${file} is not at ${written}`);
  }
  return found.map(({ zone, file }) => `${zone} ${file}`);
}

describe('the configuration of a name server', () => {
  it('of BIND: in views, with classes, comments and a directory', () => {
    const text = `
// zone "no.example" { file "no"; };
options { directory "/var/bind"; /* zone "nor.example" { file "x"; }; */ };
zone "Example.COM." IN { type master; file "db.example.com"; allow-transfer { none; }; };
view "internal" {
  zone "example.net" { type slave; masters { 192.0.2.1; }; file "/etc/bind/db.example.net"; };  # a comment
  zone "." { type hint; file "named.root"; };
};
zone "nofile.example" { type forward; forwarders { 192.0.2.2; }; };`;
    assert.deepEqual(declared('named.conf', text), [
      'example.com /var/bind/db.example.com',
      'example.net /etc/bind/db.example.net',
      ' /var/bind/named.root',
    ]);
  });

  it('of BIND: only files of zones', () => {
    for (const [text, expected] of [
      ['zone example.com { type primary; file "a" ; };', ['example.com a']],
      ['zone "example.com" { type primary; file "$name.db"; };', ['example.com example.com.db']],
      ['zone "example.com" { type primary; file ""; };', []],
      ['view a { zone "example.com" { in-view b; }; };', []],
      ['logging { channel c { file "/var/log/named.log" versions 3; }; };', []],
      ['options { dump-file "a"; session-keyfile "b"; };', []],
    ] as const) {
      assert.deepEqual(declared('named.conf', text), expected, text);
    }
  });

  it('of NSD: on one line, and with letters and labels of the name', () => {
    const text = `pattern: name: "p" zonefile: "%z/%y/%1/%s.zone"
zone: name: "www.example.com" include-pattern: "p" request-xfr: AXFR 192.0.2.1 NOKEY
key: name: "k" algorithm: hmac-sha256
zone: name: "none.example" # zonefile: "x"
zone:	name:	example.net	zonefile:	net`;
    assert.deepEqual(declared('nsd.conf', text), [
      'www.example.com com/example/w/www.example.com.zone',
      'example.net net',
    ]);
  });

  it('of Knot DNS: named templates, several domains, other lists', () => {
    const text = `remote:
  - id: secondary
    address: 192.0.2.1
template:
  - id: signed
    file: signed/%s   # where keymgr looks
zone:
- domain: [example.com, "example.org."]
  template: signed
  acl: [a, b]
- domain: example.net
  file: net.zone
  storage: /etc/knot/
- domain: nofile.example
`;
    assert.deepEqual(declared('knot.conf', text), [
      'example.com signed/example.com',
      'example.org signed/example.org',
      'example.net /etc/knot/net.zone',
    ]);
  });

  it('of NSD: zones, a pattern, zonesdir', () => {
    const text = `
server:
    zonesdir: "/etc/nsd/zones"
pattern:
    name: "plain"
    zonefile: "%s.zone"
zone:
    name: "example.com"
    zonefile: "master/example.com"   # where it is
zone:
    name: example.org
    include-pattern: "plain"
`;
    assert.deepEqual(declared('nsd.conf', text), [
      'example.com /etc/nsd/zones/master/example.com',
      'example.org /etc/nsd/zones/example.org.zone',
    ]);
  });

  it('of Knot DNS: a list of domains, a template', () => {
    const text = `
template:
  - id: default
    storage: "/var/lib/knot"
    file: "%s.zone"
zone:
  - domain: example.com
    file: "com.zone"
  - domain: example.net
`;
    assert.deepEqual(declared('knot.conf', text), [
      'example.com /var/lib/knot/com.zone',
      'example.net /var/lib/knot/example.net.zone',
    ]);
  });

  describe('with files that it includes', () => {
    const read = (files: Readonly<Record<string, string>>, main: string): readonly string[] =>
      readServerConfig(main, files[main] ?? '', (target) =>
        Object.entries(files)
          .filter(([path]) => (target.endsWith('*') ? path.startsWith(target.slice(0, -1)) : path === target))
          .map(([path, text]) => ({ path, text })),
      ).map(({ zone, view, file, config }) => `${zone} ${view?.name ?? '-'} ${file} ${config}`);

    it('of BIND: in a view, and with options after it', () => {
      const files = {
        'named.conf':
          'view "a" { include "zones.conf"; }; view "b" { include "zones.conf"; };\ninclude "options";',
        'zones.conf': 'zone "example.com" { file "db.example.com"; };',
        options: 'options { directory "/var/bind"; };',
      };
      assert.deepEqual(read(files, 'named.conf'), [
        'example.com a /var/bind/db.example.com zones.conf',
        'example.com b /var/bind/db.example.com zones.conf',
      ]);
    });

    it('of BIND: within a zone', () => {
      const files = { 'named.conf': 'zone "example.com" { include "x"; };', x: 'type primary; file "y";' };
      assert.deepEqual(read(files, 'named.conf'), ['example.com - y x']);
    });

    it('of NSD: patterns that include patterns, in several files', () => {
      const files = {
        'nsd.conf':
          'include: "zones.d/*"\npattern: name: "a" include-pattern: "b"\npattern: name: "b" zonefile: "%s.zone" include-pattern: "a"',
        'zones.d/1': 'zone: name: "example.com" include-pattern: "none" include-pattern: "a"',
        'zones.d/2':
          'zone: name: "example.net" zonefile: "parked"\nzone: name: "example.org" zonefile: "parked"',
      };
      assert.deepEqual(read(files, 'nsd.conf'), [
        'example.com - example.com.zone nsd.conf',
        'example.net - parked zones.d/2',
        'example.org - parked zones.d/2',
      ]);
    });

    it('of Knot DNS: templates in another file', () => {
      const files = {
        'knot.conf':
          'include: templates\nzone:\n  - domain: example.com\n    template: parked\n  - domain: example.net\n    template: parked\n',
        templates: 'template:\n  - id: parked\n    file: parked.zone\n',
      };
      assert.deepEqual(read(files, 'knot.conf'), [
        'example.com - parked.zone templates',
        'example.net - parked.zone templates',
      ]);
    });

    it('that include themselves', () => {
      for (const [path, text] of [
        ['named.conf', 'include "named.conf"; include "named.conf"; zone "a" { file "b"; };'],
        ['nsd.conf', 'include: "nsd.conf"\ninclude: "nsd.conf"\nzone: name: "a" zonefile: "b"'],
        ['knot.conf', 'include: knot.conf\ninclude: knot.conf\nzone:\n  - domain: a\n    file: b\n'],
      ] as const)
        assert.ok(read({ [path]: text }, path).length <= MAX_CONFIG_FILES + 1);
    });
  });

  it('of BIND: the clients of a view', () => {
    for (const [text, expected] of [
      ['view "a" { ZONE }; view "b" { ZONE };', 'public unknown'],
      [
        'view "a" { match-clients { 10.0.0.0/8; localhost; }; ZONE }; view "b" { match-clients { any; }; ZONE };',
        'private public',
      ],
      [
        'acl lan { !10.9.0.1; 10/8; fd00::/8; }; view "a" { match-clients { lan; }; ZONE }; view "b" { ZONE };',
        'private public',
      ],
      ['acl lan { other; }; acl other { lan; }; view "a" { match-clients { lan; }; ZONE };', 'unknown'],
      ['acl lan { any; }; view "a" { match-clients { key k; lan; }; ZONE };', 'public'],
      ['view "a" { match-clients { !lan; any; }; ZONE };', 'public'],
      ['view "a" { match-clients { !any; }; ZONE };', 'private'],
      ['view "a" { match-clients { guests; }; ZONE };', 'unknown'],
      ['view "external" { match-clients { guests; }; ZONE };', 'public'],
      ['view "internal" { match-clients { guests; }; ZONE };', 'private'],
      ['view "a" { match-clients { internal-nets; }; ZONE };', 'private'],
      ['view "a" { match-destinations { 192.0.2.1; }; ZONE };', 'unknown'],
      [
        'view "a" { ZONE }; view "b" { match-clients { guests; }; zone "example.com" { in-view "a"; }; };',
        'public unknown',
      ],
    ] as const) {
      const found = readServerConfig(
        'named.conf',
        text.replaceAll('ZONE', 'zone "example.com" { file "x"; };'),
      );
      assert.equal(found.map(({ view }) => view?.audience).join(' '), expected, text);
    }
  });

  it('of BIND: lists of addresses that name each other 1,000 times each', () => {
    const acls = Array.from({ length: 40 }, (_, i) => `acl a${i} { ${`a${i + 1}; `.repeat(1000)} };`).join(
      '\n',
    );
    const found = readServerConfig(
      'named.conf',
      `${acls} view "v" { match-clients { a0; }; zone "a" { file "b"; }; };`,
    );
    assert.deepEqual(
      found.map(({ view }) => view?.audience),
      ['unknown'],
    );
  });

  it('never throws, and ignores what it cannot read', () => {
    for (const text of ['', 'zone', 'zone "', 'zone "a" {', '}}}}', 'zone:\n  - domain', '{ file "x"; }']) {
      assert.deepEqual(readServerConfig('named.conf', text), []);
      assert.deepEqual(readServerConfig('knot.conf', text), []);
    }
  });
});
