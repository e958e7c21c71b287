// Measures how long it takes to read a Terraform file, to its structure and to its DNS records, compared with
// tree-sitter on the same text. Medians of processor time, with each reader in a process of its own, and the memory
// that each needs.
// `node scripts/bench-hcl.mjs FILE.tf`; without a file, 5 MB of records.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { root } from './lib/project.mjs';

const runs = 5;
const self = fileURLToPath(import.meta.url);

const readers = { nothing: () => {}, ours: readOurs, 'tree-sitter': readTreeSitter };

if (process.argv[2] === '--reader') await runReader(process.argv[3], process.argv[4], process.argv[5]);
else await compare(process.argv[2]);

async function compare(given) {
  const folder = await mkdtemp(join(tmpdir(), 'mailtxt-bench-'));
  try {
    const file = given ?? join(folder, 'main.tf');
    if (given === undefined) await writeFile(file, configuration(5e6));
    const bundle = join(folder, 'reader.mjs');
    await esbuild.build({
      stdin: {
        contents: `export { readFile } from './file.ts'; export { readExpression } from './read-expression.ts';`,
        resolveDir: join(root, 'server/src/formats/terraform/syntax'),
      },
      bundle: true,
      format: 'esm',
      outfile: bundle,
      logLevel: 'error',
    });
    for (const name of Object.keys(readers)) {
      const { stdout, stderr, status } = spawnSync(process.execPath, [self, '--reader', name, file, bundle], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      const { first, median, megabytes } = JSON.parse(stdout);
      const times = `first ${first.toFixed(0).padStart(6)} ms, then ${median.toFixed(0).padStart(6)} ms`;
      console.log(`${name.padEnd(12)} ${times}, ${megabytes.toFixed(0).padStart(5)} MB`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runReader(name, file, bundle) {
  const text = await readFile(file, 'utf8');
  const task = (await readers[name](bundle)) ?? (() => {});
  const taken = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    task(text);
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  const [first] = taken;
  const median = taken.sort((a, b) => a - b)[Math.floor(runs / 2)];
  console.log(JSON.stringify({ first, median, megabytes: process.resourceUsage().maxRSS / 1024 }));
}

async function readOurs(bundle) {
  const { readFile: readItems, readExpression } = await import(pathToFileURL(bundle).href);
  const attributes =
    'for_each count zone_id managed_zone zone_name name type ttl records content value rrdatas'.split(' ');
  return (text) => {
    const items = readItems(text, 'native');
    for (const item of items) {
      for (const block of item.blocks) {
        if (block.type !== 'resource' || !/(?:route53|record)/.test(block.labels[0]?.text)) continue;
        for (const body of [block.body, ...block.body.blocks('record').map((record) => record.body)]) {
          for (const attribute of attributes) {
            const found = body.attribute(attribute);
            if (found !== undefined) readExpression(item.text, found.expression);
          }
        }
      }
    }
    return items;
  };
}

async function readTreeSitter() {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  const grammar = 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm';
  parser.setLanguage(await Language.load(await readFile(join(root, grammar))));
  return (text) => parser.parse(text).delete();
}

/** Records as people write them. Each run gets the same. */
function configuration(length) {
  const blocks = [];
  for (let i = 0, written = 0; written < length; i++) {
    const block = [
      `resource "aws_route53_record" "spf_${i}" {\n  zone_id = aws_route53_zone.main.zone_id\n  name    = "d${i}.example.com"\n  type    = "TXT"\n  ttl     = 300\n  records = [\n    "v=spf1 include:_spf.example.net ip4:192.0.2.${i % 256} -all",\n    "verification=${'x'.repeat(40)}",\n  ]\n}\n\n`,
      `resource "cloudflare_record" "dmarc_${i}" {\n  zone_id = var.zone_id\n  name    = "_dmarc.\${var.domain}"\n  type    = "TXT"\n  content = "v=DMARC1; p=reject; rua=mailto:dmarc@\${var.domain}" // policy\n  ttl     = 1\n}\n\n`,
      `locals {\n  text_${i} = <<-EOT\n    v=DKIM1; k=rsa;\n    p=${'A'.repeat(200)}\n    %{if var.testing}t=y;%{endif}\n  EOT\n}\n\n`,
      `module "mail_${i}" {\n  source = "../modules/mail"\n  spf    = format("v=spf1 %s -all", join(" ", formatlist("ip4:%s", module.net.addresses[*])))\n  tags   = { Name = "mail-${i}", (var.k) = upper(var.v) }\n}\n\n`,
    ][i % 4];
    blocks.push(block);
    written += block.length;
  }
  return blocks.join('');
}
