import assert from 'node:assert/strict';
import { readServerConfig } from '../../../server/src/formats/zone/server-config.ts';

function declared(path: string, text: string): readonly string[] {
  const found = readServerConfig(path, text);
  for (const { file, range } of found) {
    // The place is that of the name as written: the end of the whole path, patterns aside.
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

  it('of BIND: nothing but files of zones', () => {
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

  it('of NSD: on one line, and by the letters and labels of the name', () => {
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

  it('never throws, and says nothing of what it cannot read', () => {
    for (const text of ['', 'zone', 'zone "', 'zone "a" {', '}}}}', 'zone:\n  - domain', '{ file "x"; }']) {
      assert.deepEqual(readServerConfig('named.conf', text), []);
      assert.deepEqual(readServerConfig('knot.conf', text), []);
    }
  });
});
