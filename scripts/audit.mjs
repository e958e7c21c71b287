// Queries the package registry for known vulnerabilities. A vulnerability in a shipped package is an error; one in a
// tool that is used only to build or test is a warning. If the registry offers no audit, or cannot be reached, the
// script reports that and succeeds.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/project.mjs';

/** Timeout in milliseconds. */
const LIMIT = 120_000;

/**
 * The result of an audit.
 *
 * @param {string} output of `npm audit --json`
 * @param {ReadonlySet<string>} shipped names of packages
 * @returns {{ failed: boolean, lines: readonly string[] }}
 */
export function verdictOf(output, shipped) {
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    report = {};
  }
  const { vulnerabilities } = report;
  if (vulnerabilities === undefined) {
    const reason = report.error?.summary || report.error?.code || report.message || 'no answer';
    const first = String(reason)
      .split('\n')[0]
      .replace(/https?:\/\/\S+/g, 'the registry');
    return { failed: false, lines: [`Not audited: the package registry offers no audit (${first}).`] };
  }
  const found = Object.values(vulnerabilities);
  const inProduct = found.filter(({ name }) => shipped.has(name));
  return {
    failed: inProduct.length > 0,
    lines: [
      ...found.map(({ name, severity }) => {
        return `${severity}: ${name}, which is ${shipped.has(name) ? 'shipped' : 'a tool'}`;
      }),
      `Known vulnerabilities: ${inProduct.length} in shipped packages, ${found.length - inProduct.length} in tools.`,
    ],
  };
}

async function shippedPackages() {
  const { components } = JSON.parse(await readFile(join(root, 'dist/sbom.cdx.json'), 'utf8'));
  return new Set(components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`)));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=30000'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: LIMIT,
  });
  const { failed, lines } = verdictOf(stdout ?? '', await shippedPackages());
  for (const line of lines) console.log(line);
  process.exitCode = failed ? 1 : 0;
}
