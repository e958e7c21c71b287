import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CORPUS, corpusFiles, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { readTextFile } from '../../server/src/hosts/node/text-file.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const HEAD =
  '$TTL 300\n@ SOA ns1.example.net. hostmaster 2026010101 7200 30M 3D 900\n@ NS ns1.example.net.\n';
const DYNA = 'www DYNA null\n';
const LONG = 'a'.repeat(410);

/** Zones for gdnsd, and whether it loads them. */
const ZONES: readonly (readonly [what: string, text: string, loads: boolean])[] = [
  ['a serial of 14 digits', HEAD.replace('2026010101', '20260101000001') + DYNA, true],
  ['a serial of 21 digits', HEAD.replace('2026010101', '1'.repeat(21)) + DYNA, false],
  ['a string of 410 octets', `${HEAD}${DYNA}t TXT "${LONG}"\n`, true],
  ['a preference that is too large', `${HEAD}${DYNA}@ MX 70000 mail.example.net.\n`, false],
  ['an address that is none', `${HEAD}${DYNA}a A 192.0.2.256\n`, false],
  [
    'names at the zone and at the file',
    `${HEAD}${DYNA}a.@Z MX 10 b.@F\nb.@z A 192.0.2.1\n@Z TXT "x"\n`,
    true,
  ],
  ['an origin at the zone', `${HEAD}${DYNA}$ORIGIN sub.@Z\na.@F A 192.0.2.1\n@ A 192.0.2.2\n`, true],
  ['a TTL of two numbers for its own types', `${HEAD}a 300/10 DYNA null\nb IN 5m/1m DYNC null\n`, true],
  ['a TTL of two numbers for another type', `${HEAD}${DYNA}a 300/10 A 192.0.2.1\n`, false],
  ['a default TTL of two numbers', `${HEAD.replace('$TTL 300', '$TTL 300/10')}${DYNA}`, false],
];

/** Whether gdnsd loads all of these, by the name of the zone. */
function gdnsdLoads(zones: ReadonlyMap<string, string>): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'mailtxt-gdnsd-'));
  try {
    mkdirSync(path.join(folder, 'zones'));
    const options = `run_dir => ${folder}/run, state_dir => ${folder}/state, listen => 127.0.0.1`;
    writeFileSync(path.join(folder, 'config'), `options => { ${options} }\nplugins => { null => {} }\n`);
    for (const [name, text] of zones) writeFileSync(path.join(folder, 'zones', name), text);
    return spawnSync('gdnsd', ['-c', folder, 'checkconf']).status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hasGdnsd = spawnSync('gdnsd', ['--help']).error === undefined;

describe('zones for gdnsd', () => {
  before(function () {
    if (hasGdnsd) return;
    assert.notEqual(process.env['CI'], 'true', 'gdnsd has to be installed');
    console.log('    gdnsd is not here: what it loads is not compared');
    this.skip();
  });

  for (const [what, text, loads] of ZONES) {
    it(`with ${what} are valid exactly if gdnsd loads them`, () => {
      assert.equal(gdnsdLoads(new Map([['example.com', text]])), loads);
      const errors = findingsOf(zone(text), 'example.com.zone').filter(
        ({ severity }) => severity === 'error',
      );
      assert.equal(errors.length === 0, loads, JSON.stringify(errors.map(({ message }) => message)));
    });
  }

  it('that are real have no error in mailtxt', function () {
    if (!hasCorpus()) {
      sayNoCorpus('what gdnsd loads');
      this.skip();
    }
    const zones = new Map<string, string>();
    for (const file of corpusFiles('realworld/zones')) {
      const read = readTextFile(path.join(CORPUS, file));
      if (read.kind === 'text' && /^\S+\s+DYNA\s/m.test(read.text)) zones.set(path.basename(file), read.text);
    }
    assert.ok(zones.size > 10);
    // Which resource answers says its configuration, which is not at hand.
    const toLoad = new Map([...zones].map(([name, text]) => [name, text.replace(/\bgeoip!\w+/g, 'null')]));
    assert.ok(gdnsdLoads(toLoad));
    for (const [name, text] of zones) {
      const found = findingsOf(zone(text), 'example.com.zone').filter(({ rule }) => /^zone-/.test(rule));
      assert.deepEqual(
        found.filter(({ severity }) => severity === 'error').map(({ message }) => message),
        [],
        name,
      );
    }
  });
});
