import assert from 'node:assert/strict';
import fc from 'fast-check';
import { itEvaluates, valuesOf } from './function-values.ts';

// The values are from https://developer.hashicorp.com/terraform/language/functions and Terraform's own tests.
describe("Terraform's network functions", () => {
  itEvaluates(
    [
      ['cidrhost("10.12.112.0/20", 16)', '10.12.112.16'],
      ['cidrhost("10.12.112.0/20", 268)', '10.12.113.12'],
      ['cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)', 'fd00:fd12:3456:7890::22'],
      ['cidrhost("192.168.1.0/24", 5)', '192.168.1.5'],
      ['cidrhost("192.168.1.77/24", 5)', '192.168.1.5'],
      ['cidrhost("192.168.1.0/24", -5)', '192.168.1.251'],
      ['cidrhost("192.168.1.0/24", -256)', '192.168.1.0'],
      ['cidrhost("192.168.1.0/24", -257)', '…'],
      ['cidrhost("010.001.0.0/24", 6)', '10.1.0.6'],
      ['cidrhost("192.0.2.1/32", 0)', '192.0.2.1'],
      ['cidrhost("::ffff:192.0.2.0/120", 1)', '192.0.2.1'],
      ['cidrhost("192.168.1.0/24", "7")', '192.168.1.7'],
      ['cidrhost("192.168.1.0/30", 255)', '…'],
      ['cidrhost("192.168.1.0/30", -255)', '…'],
      ['cidrhost("not-a-cidr", 6)', '…'],
      ['cidrhost("10.256.0.0/8", 6)', '…'],
      ['cidrhost("10.0.0.0/8", 0.75)', '…'],
      ['cidrhost("10.0.0.0/33", 1)', '…'],
      ['cidrhost("10.0.0.0/-1", 1)', '…'],
      ['cidrhost("10.0.0.0", 1)', '…'],
      ['cidrhost("10.0.0.0/8", 1e300)', '…'],
      ['cidrhost("10.0.0.0/8", null)', '…'],
      ['cidrhost("10.0.0.0/8", var.x)', '…'],
      ['cidrhost("${var.x}/8", 1)', '…'],
      ['cidrhost("10.0.0.0/8")', '…'],
      ['cidrhost(["10.0.0.0/8"], 1)', '…'],
      ['cidrnetmask("172.16.0.0/12")', '255.240.0.0'],
      ['cidrnetmask("192.168.1.0/24")', '255.255.255.0'],
      ['cidrnetmask("192.168.1.0/32")', '255.255.255.255'],
      ['cidrnetmask("0.0.0.0/0")', '0.0.0.0'],
      ['cidrnetmask("1::/64")', '…'],
      ['cidrsubnet("172.16.0.0/12", 4, 2)', '172.18.0.0/16'],
      ['cidrsubnet("10.1.2.0/24", 4, 15)', '10.1.2.240/28'],
      ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', 'fd00:fd12:3456:7800:a200::/72'],
      ['cidrsubnet("192.168.2.0/20", 4, 6)', '192.168.6.0/24'],
      ['cidrsubnet("fe80::/48", 16, 6)', 'fe80:0:0:6::/64'],
      ['cidrsubnet("::ffff:192.168.0.0/112", 8, 6)', '192.168.6.0/24'],
      ['cidrsubnet("fe80::/48", 33, 6)', 'fe80::3:0:0:0/81'],
      ['cidrsubnet("010.001.0.0/24", 4, 1)', '10.1.0.16/28'],
      ['cidrsubnet("10.0.0.0/8", 0, 0)', '10.0.0.0/8'],
      ['cidrsubnet("192.168.0.0/30", 4, 6)', '…'],
      ['cidrsubnet("192.168.0.0/16", 2, 4)', '…'],
      ['cidrsubnet("192.168.0.0/168", 2, 16)', '…'],
      ['cidrsubnet("192.168.0.0/16", -1, 0)', '…'],
      ['cidrsubnet("192.168.0.0/16", 8, -1)', '…'],
      ['cidrsubnet("192.168.0.0/16", 1e9, 1)', '…'],
      [
        'jsonencode(cidrsubnets("10.1.0.0/16", 4, 4, 8, 4))',
        '["10.1.0.0/20","10.1.16.0/20","10.1.32.0/24","10.1.48.0/20"]',
      ],
      [
        'jsonencode(cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32))',
        '["fd00:fd12:3456:7800::/72","fd00:fd12:3456:7800:100::/72","fd00:fd12:3456:7800:200::/72","fd00:fd12:3456:7800:300::/88"]',
      ],
      [
        'jsonencode(cidrsubnets("10.0.0.0/21", 3, 3, 3, 4, 4, 4, 7, 7, 7))',
        '["10.0.0.0/24","10.0.1.0/24","10.0.2.0/24","10.0.3.0/25","10.0.3.128/25","10.0.4.0/25","10.0.4.128/28","10.0.4.144/28","10.0.4.160/28"]',
      ],
      [
        'jsonencode([for b in cidrsubnets("10.1.0.0/16", 2, 2) : cidrsubnets(b, 4)])',
        '[["10.1.0.0/22"],["10.1.64.0/22"]]',
      ],
      ['jsonencode(cidrsubnets("10.1.0.0/16"))', '[]'],
      ['jsonencode(cidrsubnets("10.0.0.0/30", 1, 3))', '…'],
      ['jsonencode(cidrsubnets("10.0.0.0/8", 1, 1, 1))', '…'],
      ['jsonencode(cidrsubnets("10.0.0.0/8", 1, 0))', '…'],
      ['jsonencode(cidrsubnets("10.0.0.0/8", 1, -1))', '…'],
      ['jsonencode(cidrsubnets("fe80::/48", 1, 33))', '…'],
      ['jsonencode(cidrsubnets("0.0.0.0/0", 8))', '…'],
      ['jsonencode(cidrsubnets("10.0.0.0/8", [for i in range(9000) : 24]...))', '…'],
      ['cidrcontains("192.168.2.0/20", "192.168.2.1") ? "yes" : "no"', 'yes'],
      ['cidrcontains("192.168.2.0/20", "192.168.2.0/22") ? "yes" : "no"', 'yes'],
      ['cidrcontains("192.168.2.0/20", "192.126.2.1") ? "yes" : "no"', 'no'],
      ['cidrcontains("192.168.2.0/20", "192.126.2.0/18") ? "yes" : "no"', 'no'],
      ['cidrcontains("fe80::/48", "fe80::1") ? "yes" : "no"', 'yes'],
      ['cidrcontains("fe80::/48", "fe81::1") ? "yes" : "no"', 'no'],
      ['cidrcontains("fe80::/48", "10.0.0.1") ? "yes" : "no"', '…'],
    ],
    { text: 'variable "x" {}\n' },
  );

  it('return consecutive hosts and networks within the prefix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 24 }),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 4 }),
        (prefix, bits) => {
          const outer = `"172.16.0.0/${prefix}"`;
          const [made = '', held = ''] = valuesOf([
            `jsonencode(cidrsubnets(${outer}, ${bits.join(', ')}))`,
            `jsonencode([for n in cidrsubnets(${outer}, ${bits.join(', ')}) : [cidrcontains(${outer}, n), cidrcontains(n, cidrhost(n, -1)), cidrsubnet(n, 0, 0) == n]])`,
          ]);
          if (made === '…') return;
          const networks = JSON.parse(made) as readonly string[];
          assert.deepEqual(
            networks.map((network) => Number(network.split('/')[1])),
            bits.map((more) => prefix + more),
          );
          assert.equal(new Set(networks).size, networks.length);
          assert.deepEqual(
            JSON.parse(held),
            networks.map(() => [true, true, true]),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("Terraform's date functions", () => {
  itEvaluates(
    [
      ['formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', '02 Jan 2018 23:12 UTC'],
      [
        'formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")',
        'Tuesday, 02-Jan-18 23:12:01 UTC',
      ],
      [
        'formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00")',
        'Tue, 02 Jan 2018 23:12:01 -0800',
      ],
      ['formatdate("MMM DD, YYYY", "2018-01-02T23:12:01Z")', 'Jan 02, 2018'],
      ['formatdate("HH:mmaa", "2018-01-02T23:12:01Z")', '11:12pm'],
      [`formatdate("h'h'mm", "2018-01-02T23:12:01Z")`, '23h12'],
      [`formatdate("H 'o''clock'", "2018-01-02T00:12:01Z")`, "12 o'clock"],
      [`formatdate("''YYYY'x'", "2018-01-02T23:12:01Z")`, "'2018x"],
      [`formatdate("''''h", "2018-01-02T23:12:01Z")`, "''23"],
      ['formatdate("YYYYMMDDhhmmss", "2026-11-30T05:08:09Z")', '20261130050809'],
      ['formatdate("M D h m s AA MMMM EEE", "2026-01-02T03:04:05Z")', '1 2 3 4 5 AM January Fri'],
      ['formatdate("Z ZZZZ ZZZZZ", "2026-01-02T03:04:05+05:30")', '+05:30 +0530 +05:30'],
      ['formatdate("Z ZZZZ ZZZZZ", "2026-01-02T03:04:05Z")', 'Z +0000 +00:00'],
      ['formatdate("YYYY", "0099-01-01T00:00:00Z")', '0099'],
      ['formatdate("YYY", "2018-01-02T23:12:01Z")', '…'],
      ['formatdate("x", "2018-01-02T23:12:01Z")', '…'],
      [`formatdate("'x", "2018-01-02T23:12:01Z")`, '…'],
      ['formatdate("YYYY", "2018-02-30T23:12:01Z")', '…'],
      ['formatdate("YYYY", "2018-01-02 23:12:01Z")', '…'],
      ['formatdate("YYYY", "2018-01-02T24:00:00Z")', '…'],
      ['formatdate("YYYY", timestamp())', '…'],
      ['formatdate("YYYY", plantimestamp())', '…'],
      ['formatdate("YYYY")', '…'],
      ['timeadd("2017-11-22T00:00:00Z", "10m")', '2017-11-22T00:10:00Z'],
      ['timeadd("2017-11-22T00:00:00Z", "1s")', '2017-11-22T00:00:01Z'],
      ['timeadd("2017-11-22T00:00:00.9Z", "0.1s")', '2017-11-22T00:00:01Z'],
      ['timeadd("2017-11-22T00:00:00+02:00", "-1h30m")', '2017-11-21T22:30:00+02:00'],
      ['timeadd("1969-12-31T23:59:59Z", "-1ms")', '1969-12-31T23:59:58Z'],
      ['timeadd("2024-02-28T12:00:00Z", "24h")', '2024-02-29T12:00:00Z'],
      ['timeadd("2017-11-22T00:00:00Z", "1.5h1us")', '2017-11-22T01:30:00Z'],
      ['timeadd("2017-11-22T00:00:00Z", "0")', '2017-11-22T00:00:00Z'],
      ['timeadd("2017-11-22T00:00:00Z", "1d")', '…'],
      ['timeadd("2017-11-22T00:00:00Z", "1")', '…'],
      ['timeadd("2017-11-22T00:00:00Z", "")', '…'],
      ['timeadd("2017-11-22T00:00:00Z", ".s")', '…'],
      ['timeadd("2017-11-22T00:00:00Z", "99999999999h")', '…'],
      ['timeadd("9999-12-31T23:59:59Z", "1s")', '…'],
      ['timeadd("2017-11-22", "1s")', '…'],
      ['"${timecmp("2017-11-22T00:00:00Z", "2017-11-22T00:00:00Z")}"', '0'],
      ['"${timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")}"', '-1'],
      ['"${timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00Z")}"', '1'],
      ['"${timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:00:00-01:00")}"', '0'],
    ],
    { text: 'variable "x" {}\n' },
  );

  it('add a duration and subtract it again', () => {
    const seconds = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const dates = fc.date({ min: new Date('0400-01-01'), max: new Date('9900-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, seconds, (date, by) => {
        const start = `${date.toISOString().slice(0, 19)}Z`;
        const added = `timeadd("${start}", "${by}s")`;
        const expected = new Date(Date.parse(start) + by * 1000).toISOString().replace('.000', '');
        assert.deepEqual(valuesOf([added, `timeadd(${added}, "${-by}s")`]), [expected, start]);
      }),
      { numRuns: 50 },
    );
  });
});
