// Measures the time from a keystroke in a Terraform module to the findings: a module of 200 files and 5,000 records,
// some of them made from shared locals, and a module that reads YAML. Medians and maximums in milliseconds, by the kind
// of edit.
// `node scripts/bench-terraform.mjs [FILES] [RECORDS]`
import { withBundledWorkspace } from './lib/bundled-workspace.mjs';

const files = Number(process.argv[2] ?? 200);
const records = Number(process.argv[3] ?? 5000);
const runs = 100;

await withBundledWorkspace(({ createWorkspace }) => {
  measure(createWorkspace);
});

function measure(createWorkspace) {
  const texts = new Map([['dns/locals.tf', locals()]]);
  for (let file = 0; file < files - 1; file++) texts.set(`dns/f${file}.tf`, recordFile(file));
  texts.set('data/main.tf', reader());
  const data = new Map([['data/dns.yaml', yaml()]]);
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
    files: {
      list: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)),
      read: (path) => texts.get(path) ?? data.get(path),
    },
  });
  const opened = performance.now();
  for (const [path, text] of texts) workspace.add(path, text);
  let count = 0;
  for (const path of texts.keys()) {
    count += [...workspace.records(path)].length;
    workspace.findings(path);
  }
  console.log(
    `${texts.size} files, ${count} records: opened in ${(performance.now() - opened).toFixed(0)} ms`,
  );

  for (const [path, text] of data) workspace.add(path, text);
  const middle = `dns/f${Math.floor(files / 2)}.tf`;
  time(workspace, 'a digit in a value', middle, 'ip4:192.0.2.');
  time(workspace, 'a letter in a name', middle, 'name    = "d');
  time(workspace, 'a letter in a comment', middle, '# These');
  time(workspace, 'a local of a tenth of all records', 'dns/locals.tf', 'include:_spf.');
  time(workspace, 'a local of one record', 'dns/locals.tf', 'only:');
  time(workspace, 'a text in YAML of 20 KB', 'data/dns.yaml', 'ip4:192.0.2.');
}

function time(workspace, what, path, behind) {
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const text = workspace.textOf(path);
    const at = text.slice(0, text.length).indexOf(behind) + behind.length;
    const isTyped = run % 2 === 0;
    const start = performance.now();
    workspace.edit(path, [{ range: { start: at, end: at + (isTyped ? 0 : 1) }, text: isTyped ? '7' : '' }]);
    workspace.findings(path, 500);
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  const show = (ms) => `${ms.toFixed(1).padStart(7)} ms`;
  console.log(`${what.padEnd(36)} median ${show(taken[runs >> 1])}, slowest ${show(taken[runs - 1])}`);
}

function locals() {
  return `locals {
  shared = "include:_spf.example.net"
  one    = "only:"
}
resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "one" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "one.example.com"
  type    = "TXT"
  ttl     = 300
  records = [local.one]
}
`;
}

function recordFile(file) {
  const each = Math.ceil(records / (files - 1));
  const blocks = ['# These are made by a program.\n'];
  for (let i = 0; i < each; i++) {
    const shared = i % 10 === 0 ? '${local.shared} ' : '';
    blocks.push(`resource "aws_route53_record" "r${file}_${i}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "d${file}-${i}.example.com"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 ${shared}ip4:192.0.2.${i} -all"]
}
`);
  }
  return blocks.join('');
}

function reader() {
  return `locals {
  dns = yamldecode(file("dns.yaml"))
}
resource "azurerm_dns_txt_record" "txt" {
  for_each  = { for one in local.dns.txt : one.name => one }
  zone_name = "example.com"
  name      = each.key
  ttl       = each.value.ttl
  dynamic "record" {
    for_each = each.value.record
    content {
      value = record.value
    }
  }
}
`;
}

function yaml() {
  const one = (i) => `  - name: d${i}
    ttl: 300
    # The senders of this name.
    record:
      - "v=spf1 include:_spf.example.net ip4:192.0.2.${i} -all"
      - x=${i}
`;
  return `txt:\n${Array.from({ length: 140 }, (_, i) => one(i)).join('')}`;
}
