/** A file for each shape that is read: its path, its text, and its records as `owner TTL type data`. */
export interface ShapeExample {
  readonly shape: string;
  readonly path: string;
  readonly text: string;
  readonly records: readonly string[];
}

const json = (data: unknown): string => `${JSON.stringify(data, undefined, 2)}\n`;

export const SHAPE_EXAMPLES: readonly ShapeExample[] = [
  {
    shape: 'Route 53 record sets',
    path: 'sets.json',
    text: json({
      ResourceRecordSets: [
        {
          Name: 'example.com.',
          Type: 'SOA',
          TTL: 900,
          ResourceRecords: [{ Value: 'ns.example.net. a.example.net. 1 2 3 4 5' }],
        },
        { Name: 'example.com.', Type: 'NS', TTL: 900, ResourceRecords: [{ Value: 'ns.example.net.' }] },
        {
          Name: '\\052.example.com.',
          Type: 'TXT',
          TTL: 300,
          ResourceRecords: [{ Value: '"v=spf1 ${x} \\052" "b"' }],
        },
        { Name: 'example.com.', Type: 'A', AliasTarget: { HostedZoneId: 'Z', DNSName: 'x.example.net.' } },
      ],
    }),
    records: [
      'example.com 900 SOA ns.example.net. a.example.net. 1 2 3 4 5',
      'example.com 900 NS ns.example.net.',
      '*.example.com 300 TXT v=spf1 ${x} *b',
      'example.com - A ${…}',
    ],
  },
  {
    shape: 'Route 53 change batch',
    path: 'request.json',
    text: json({
      HostedZoneId: 'Z1',
      ChangeBatch: {
        Changes: [
          {
            Action: 'UPSERT',
            ResourceRecordSet: {
              Name: '_dmarc.${DOMAIN}',
              Type: 'TXT',
              TTL: 60,
              ResourceRecords: [{ Value: '"v=DMARC1; p=none"' }],
            },
          },
          {
            Action: 'DELETE',
            ResourceRecordSet: {
              Name: 'old.example.com',
              Type: 'A',
              TTL: 60,
              ResourceRecords: [{ Value: '192.0.2.1' }],
            },
          },
          {
            action: 'CREATE',
            resourceRecordSet: {
              name: 'example.com',
              type: 'MX',
              ttl: 60,
              resourceRecords: [{ value: '10 mx.example.net' }],
            },
          },
        ],
      },
    }),
    records: ['_dmarc.\uFFFC 60 TXT v=DMARC1; p=none', 'example.com 60 MX 10 mx.example.net.'],
  },
  {
    shape: 'Cloudflare records',
    path: 'records.json',
    text: json({
      result: [
        {
          id: '1',
          zone_name: 'example.com',
          name: 'example.com',
          type: 'TXT',
          content: '"v=spf1 " "-all"',
          ttl: 1,
          proxied: false,
        },
        {
          id: '2',
          zone_name: 'example.com',
          name: '_dmarc.example.com',
          type: 'TXT',
          content: 'v=DMARC1; p=none',
          ttl: 300,
          proxied: false,
        },
        {
          id: '3',
          zone_name: 'example.com',
          name: 'example.com',
          type: 'MX',
          content: 'mx.example.net',
          priority: 10,
          ttl: 1,
          proxied: false,
        },
        {
          id: '4',
          zone_name: 'example.com',
          name: 'www.example.com',
          type: 'A',
          content: '192.0.2.1',
          ttl: 1,
          proxied: true,
        },
      ],
      result_info: { page: 1, total_pages: 1 },
    }),
    records: [
      'example.com - TXT v=spf1 -all',
      '_dmarc.example.com 300 TXT v=DMARC1; p=none',
      'example.com - MX 10 mx.example.net.',
      'www.example.com - A 192.0.2.1',
    ],
  },
  {
    shape: 'Cloud DNS record sets',
    path: 'export.yaml',
    text: `---
kind: dns#resourceRecordSet
name: example.com.
rrdatas:
- 10 mx.example.net.
ttl: 300
type: MX
---
kind: dns#resourceRecordSet
name: example.com.
rrdatas:
- '"v=spf1 " "-all"'
- '"site=1"'
ttl: 300
type: TXT
`,
    records: [
      'example.com 300 MX 10 mx.example.net.',
      'example.com 300 TXT v=spf1 -all',
      'example.com 300 TXT site=1',
    ],
  },
  {
    shape: 'Cloud DNS record sets',
    path: 'transaction.yaml',
    text: `additions:
- kind: dns#resourceRecordSet
  name: example.com.
  rrdatas: ['"v=spf1 -all"']
  ttl: 60
  type: TXT
deletions:
- kind: dns#resourceRecordSet
  name: example.com.
  rrdatas: ['"v=spf1 +all"']
  ttl: 60
  type: TXT
`,
    records: ['example.com 60 TXT v=spf1 -all'],
  },
  {
    shape: 'PowerDNS zone',
    path: 'zone.json',
    text: json({
      name: 'example.com.',
      kind: 'Native',
      rrsets: [
        {
          name: 'example.com.',
          type: 'TXT',
          ttl: 300,
          records: [
            { content: '"v=spf1 -all"', disabled: false },
            { content: '"old"', disabled: true },
          ],
        },
        { name: 'gone.example.com.', type: 'A', changetype: 'DELETE' },
      ],
    }),
    records: ['example.com 300 TXT v=spf1 -all'],
  },
  {
    shape: 'Azure DNS record sets',
    path: 'azure.json',
    text: json([
      {
        name: '@',
        type: 'Microsoft.Network/dnszones/MX',
        fqdn: 'example.com.',
        TTL: 3600,
        MXRecords: [{ preference: 10, exchange: 'mx.example.net' }],
      },
      {
        name: '_dmarc',
        type: 'Microsoft.Network/dnszones/TXT',
        fqdn: '_dmarc.example.com.',
        TTL: 3600,
        TXTRecords: [{ value: ['v=DMARC1; ', 'p=none'] }],
      },
      {
        name: 'www',
        type: 'Microsoft.Network/dnszones/A',
        fqdn: 'www.example.com.',
        TTL: 60,
        ARecords: [],
        targetResource: { id: '/x' },
      },
    ]),
    records: [
      'example.com 3600 MX 10 mx.example.net.',
      '_dmarc.example.com 3600 TXT v=DMARC1; p=none',
      'www.example.com 60 A ${…}',
    ],
  },
  {
    shape: 'cPanel zone',
    path: 'dumpzone.json',
    text: json({
      data: {
        zone: [
          {
            record: [
              { type: '$TTL', ttl: '14400', Line: 1 },
              {
                type: 'SOA',
                name: 'example.com.',
                mname: 'ns.example.net',
                rname: 'a.example.net',
                serial: '1',
                refresh: '2',
                retry: '3',
                expire: '4',
                minimum: '5',
                ttl: '86400',
              },
              {
                type: 'MX',
                name: 'example.com.',
                preference: '0',
                exchange: 'mail.example.com',
                ttl: '14400',
              },
              { type: 'TXT', name: 'example.com.', txtdata: 'v=spf1 +a +mx -all', ttl: '14400' },
            ],
          },
        ],
      },
    }),
    records: [
      'example.com 86400 SOA ns.example.net. a.example.net. 1 2 3 4 5',
      'example.com 14400 MX 0 mail.example.com.',
      'example.com 14400 TXT v=spf1 +a +mx -all',
    ],
  },
  {
    shape: 'Gandi records',
    path: 'example.com.json',
    text: json([
      { rrset_name: '@', rrset_type: 'TXT', rrset_ttl: 300, rrset_values: ['"v=spf1 -all"', '"site=1"'] },
      { rrset_name: '@', rrset_type: 'MX', rrset_ttl: 300, rrset_values: ['10 mail'] },
    ]),
    records: [
      'example.com 300 TXT v=spf1 -all',
      'example.com 300 TXT site=1',
      'example.com 300 MX 10 mail.example.com.',
    ],
  },
  {
    shape: 'NS1 records',
    path: 'ns1.json',
    text: json({
      zone: 'example.com',
      records: [{ domain: 'example.com', type: 'MX', ttl: 60, short_answers: ['10 mx.example.net'] }],
    }),
    records: ['example.com 60 MX 10 mx.example.net.'],
  },
  {
    shape: 'Porkbun records',
    path: 'porkbun.json',
    text: json({
      status: 'SUCCESS',
      records: [
        {
          id: '1',
          name: 'example.com',
          type: 'MX',
          content: 'mx.example.net',
          ttl: '600',
          prio: '10',
          notes: '',
        },
      ],
    }),
    records: ['example.com 600 MX 10 mx.example.net.'],
  },
  {
    shape: 'Namecheap records',
    path: 'hosts.json',
    text: json({
      Domain: 'example.com',
      hostRecords: [{ Name: '@', Type: 'MX', Address: 'mx.example.net.', MXPref: '10', TTL: '1800' }],
    }),
    records: ['example.com 1800 MX 10 mx.example.net.'],
  },
  {
    shape: 'Kubernetes DNSEndpoint',
    path: 'dns.yml',
    text: `apiVersion: v1
kind: ConfigMap
---
apiVersion: externaldns.k8s.io/v1alpha1
kind: DNSEndpoint
spec:
  endpoints:
  - dnsName: example.com
    recordTTL: 300
    recordType: TXT
    targets:
    - v=spf1 include:\${SPF} -all
  - dnsName: example.com
    recordType: MX
    targets: [10 mx.example.net]
`,
    records: ['example.com 300 TXT v=spf1 include:\uFFFC -all', 'example.com - MX 10 mx.example.net.'],
  },
  {
    shape: 'Crossplane',
    path: 'crossplane.yaml',
    text: `apiVersion: route53.aws.crossplane.io/v1alpha1
kind: ResourceRecordSet
metadata:
  name: _dmarc.example.com
spec:
  forProvider:
    type: TXT
    ttl: 300
    resourceRecords:
      - value: '"v=DMARC1; p=none"'
---
apiVersion: route53.aws.upbound.io/v1beta1
kind: Record
spec:
  forProvider:
    name: example.com
    type: TXT
    ttl: 300
    records: [v=spf1 -all]
`,
    records: ['_dmarc.example.com 300 TXT v=DMARC1; p=none', 'example.com 300 TXT v=spf1 -all'],
  },
  {
    shape: 'Pulumi YAML',
    path: 'Pulumi.yaml',
    text: `name: dns
runtime: yaml
resources:
  spf:
    type: aws:route53:Record
    properties:
      zoneId: \${zone.zoneId}
      name: example.com
      type: TXT
      ttl: 300
      records:
        - v=spf1 include:_spf.example.net -all
  web:
    type: cloudflare:DnsRecord
    properties: {zoneId: abc, name: www.example.com, type: A, content: 192.0.2.1, ttl: 1}
`,
    records: ['example.com 300 TXT v=spf1 include:_spf.example.net -all', 'www.example.com - A 192.0.2.1'],
  },
  {
    shape: 'Ansible tasks',
    path: 'playbook.yml',
    text: `- hosts: localhost
  tasks:
    - name: SPF
      amazon.aws.route53:
        state: present
        zone: example.com
        record: example.com
        type: TXT
        ttl: 300
        value: '"v=spf1 -all"'
    - block:
        - community.general.nsupdate:
            zone: example.com.
            record: _dmarc
            type: TXT
            value: ['v=DMARC1; p=none']
        - community.general.cloudflare_dns:
            zone: example.com
            record: '@'
            type: MX
            value: mx.example.net
            priority: 10
        - azure.azcollection.azure_rm_dnsrecordset:
            zone_name: example.com
            relative_name: txt
            record_type: TXT
            records: [{entry: 'v=spf1 -all'}]
        - amazon.aws.route53:
            state: absent
            zone: example.com
            record: gone.example.com
            type: TXT
            value: '"x"'
        - amazon.aws.route53:
            zone: '{{ zone }}'
            record: 'www.{{ zone }}'
            type: A
            value: 192.0.2.1,192.0.2.2
`,
    records: [
      'example.com 300 TXT v=spf1 -all',
      '_dmarc.example.com - TXT v=DMARC1; p=none',
      'example.com - MX 10 mx.example.net.',
      'txt.example.com - TXT v=spf1 -all',
      'www.\uFFFC - A ${…}',
    ],
  },
  {
    shape: 'Ansible tasks',
    path: 'tasks.yml',
    text: `- vars: {zone: example.com, spf: v=spf1 -all}
  block:
    - community.general.nsupdate:
        zone: '{{ zone }}'
        record: '{{ item.name }}'
        type: TXT
        value: '{{ item.text }}'
      loop:
        - name: _dmarc
          text: v=DMARC1; p=none
        - {name: a, text: '{{ spf }}'}
    - nsupdate: zone={{ zone }} record=b type=TXT value="v=DKIM1; p="
`,
    records: [
      '_dmarc.example.com - TXT v=DMARC1; p=none',
      'a.example.com - TXT v=spf1 -all',
      'b.example.com - TXT v=DKIM1; p=',
    ],
  },
  {
    shape: 'records with name, type and value',
    path: 'records.yml',
    text: `domain: example.com
records:
  - name: '@'
    type: MX
    value: mx.example.net.
    priority: 10
  - {name: _dmarc, type: TXT, value: 'v=DMARC1; p=none', ttl: 60}
  - name: list.example.com
    type: CNAME
    value: mail
  - name: www
    type: A
    values: [192.0.2.1, 192.0.2.2]
`,
    records: [
      'example.com - MX 10 mx.example.net.',
      '_dmarc.example.com 60 TXT v=DMARC1; p=none',
      'list.example.com - CNAME ${…}.',
      'www.example.com - A 192.0.2.1',
      'www.example.com - A 192.0.2.2',
    ],
  },
  {
    shape: 'records with name, type and value',
    path: 'all.json',
    text: json({
      'example.com': [{ type: 'TXT', name: '', value: '"v=spf1 " "-all"' }],
      'example.org': { records: [{ type: 'TXT', host: '@', content: 'v=spf1 {{ x }} -all' }] },
      other: [
        { type: 'MX', name: 'a.example.com', value: '10 mx.example.net.' },
        { type: 'MX', name: 'mail', value: '10 mx.example.net.' },
      ],
    }),
    records: [
      'example.com - TXT v=spf1 -all',
      'example.org - TXT v=spf1 \uFFFC -all',
      'a.example.com - MX 10 mx.example.net.',
      'mail.\uFFFC - MX 10 mx.example.net.',
    ],
  },
];

/** Files without records that share words with those shapes. */
export const ORDINARY_DATA: readonly (readonly [path: string, text: string])[] = [
  ['package.json', '{"name": "a", "type": "TXT", "value": "v=spf1 -all"}'],
  ['values.yaml', 'service:\n  name: a\n  type: ClusterIP\n  value: MX\n'],
  ['grades.json', '[{"name": "Anna", "type": "A", "value": "5"}]'],
  ['files.json', '[{"name": "notes", "type": "txt", "content": "v=spf1 -all"}]'],
  ['openapi.yaml', 'openapi: 3.0.0\nx:\n  - name: a\n    type: TXT\n    value: v=spf1 -all\n'],
  [
    'deployment.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  env:\n    - {name: A, type: TXT, value: b}\n',
  ],
  [
    'crd.yaml',
    'kind: CustomResourceDefinition\nspec:\n  names:\n    kind: DNSEndpoint\n  schema:\n    dnsName: {}\n',
  ],
  ['ci.yml', 'on: push\njobs:\n  a:\n    steps:\n      - name: TXT\n        with: {type: a, value: b}\n'],
  ['plan.json', '{"format_version": "1.2", "x": [{"name": "a", "type": "TXT", "value": "v=spf1 -all"}]}'],
  ['example.com.yaml', "'':\n  - type: MX\n    values: [{exchange: mx.example.net., preference: 10}]\n"],
  [
    'example.net.yaml',
    "'':\n  type: Route53Provider/ALIAS\n  values:\n  - {type: A, name: x, hosted-zone-id: Z}\n",
  ],
  ['chart.yaml', 'records:\n  - name: a\n    type: TXT\n'],
  ['numbers.json', '[1, 2, {"type": "A", "name": "x", "value": {"type": "A"}}]'],
];
