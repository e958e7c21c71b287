const HEAD =
  '$TTL 3600\n@ SOA ns1.provider.example. host.provider.example. 1 7200 3600 1209600 3600\n' +
  '@ NS ns1.provider.example.\n@ NS ns2.provider.example.\n';

/** A workspace in which several zones use one file: by includes, by a configuration, and in views. */
export const SHARED_ZONES = {
  '.git/HEAD': '',
  'bind/named.conf':
    'options { directory "/etc/bind"; };\ninclude "/etc/bind/parked.conf";\ninclude "/etc/bind/views.conf";\n',
  'bind/parked.conf': ['p1', 'p2'].map((name) => `zone "${name}.example" { file "db.parked"; };\n`).join(''),
  'bind/views.conf':
    'acl lan { 10.0.0.0/8; };\nview "a" { match-clients { lan; }; zone "v.example" { file "a/db.v"; }; };\n' +
    'view "b" { match-clients { any; }; zone "v.example" { file "b/db.v"; }; };\n',
  'bind/db.parked': `${HEAD}@ TXT "v=spf1 +all"\n`,
  'bind/a/db.v': `${HEAD}@ TXT "v=spf1 ip4:10.0.0.1 -all"\n`,
  'bind/b/db.v': `${HEAD}@ TXT "v=spf1 ip4:192.0.2.1 -all"\n`,
  'zones/one.example.zone': `${HEAD}$INCLUDE mail.inc\n`,
  'zones/two.example.zone': `${HEAD}$INCLUDE mail.inc\n_dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@two.example"\n`,
  'zones/mail.inc': '@ MX 10 mail\nmail A 192.0.2.1\n@ TXT "v=spf1 mx -all"\n',
};
