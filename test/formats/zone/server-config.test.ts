import assert from 'node:assert/strict';
import { readServerConfig } from '../../../server/src/formats/zone/server-config.ts';

function declared(path: string, text: string): readonly string[] {
  const found = readServerConfig(path, text);
  for (const { file, range } of found) {
    // The place is that of the name as written: the end of the whole path, patterns aside.
    const written = text.slice(range.start, range.end);
    assert.ok(written.includes('%s') || file.endsWith(written), `${file} is not at ${written}`);
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
