import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Resolver } from 'node:dns/promises';
import os from 'node:os';
import path from 'node:path';
import { fileErrorCode } from '../../server/src/hosts/node/file-errors.ts';
import { nameServer } from '../node/dns/name-server.ts';

const PROGRAM = '/usr/sbin/named';

/** Whether the name server of BIND is installed. Tests that start it report when it is not. */
export function hasNamed(): boolean {
  return spawnSync(PROGRAM, ['-v']).error === undefined;
}

export interface Named {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** All that it has been asked by others than this harness, as `NAME TYPE`, in the order of its coming. */
  queries(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface NamedWorld {
  /** Master files by origin, which it answers from. */
  readonly zones: Readonly<Record<string, string>>;
  /** Domains for which it queries a forwarder that does not exist. A parent zone has to delegate them. */
  readonly dead: readonly string[];
}

/** The names that only the harness asks about are below it. */
const OWN = 'harness.invalid';
const STARTS = 5;

/** BIND on a free port of loopback. It has its own root, so it queries no other server. */
export async function startNamed(world: NamedWorld): Promise<Named> {
  for (let start = 1; ; start++) {
    const named = await tryToStart(world);
    if (typeof named !== 'string') return named;
    // Another process may have taken the port in the meantime.
    assert.ok(start < STARTS, `named does not start:\n${named}`);
  }
}

async function tryToStart({ zones, dead }: NamedWorld): Promise<Named | string> {
  const port = await freePort();
  const deadPort = await freePort();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'named-'));
  const all: Readonly<Record<string, string>> = { '.': rootOf(Object.keys(zones)), ...zones };
  const origins = Object.keys(all);
  origins.forEach((origin, i) => writeFileSync(path.join(folder, `${i}.zone`), all[origin] ?? ''));
  const conf = path.join(folder, 'named.conf');
  writeFileSync(
    conf,
    `options {
  directory "${folder}"; pid-file none; session-keyfile none; managed-keys-directory "${folder}";
  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };
  recursion yes; allow-recursion { 127.0.0.1; }; dnssec-validation no; empty-zones-enable no; querylog yes;
};
controls { };
${origins.map((origin, i) => `zone "${origin}" { type primary; file "${i}.zone"; };`).join('\n')}
${dead.map((name) => `zone "${name}" { type forward; forward only; forwarders { 127.0.0.1 port ${deadPort}; }; };`).join('\n')}
`,
  );
  const child = spawn(PROGRAM, ['-g', '-n', '1', '-c', conf], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };

  const resolver = new Resolver({ timeout: 250, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  let markers = 0;
  /** Asks a question of our own. Returns its name in the log once there is an answer. */
  const mark = async (): Promise<string | undefined> => {
    const name = `mark${++markers}.${OWN}`;
    const answer = await resolver.resolve4(name).catch(fileErrorCode);
    return answer === 'ENOTFOUND' ? `${name} A` : undefined;
  };
  // "-g" has all that is logged on standard error.
  const logged = (): readonly string[] =>
    [...said.matchAll(/: query: (\S+) IN (\w+) /g)].map(
      ([, name = '', type = '']) => `${name.toLowerCase()} ${type}`,
    );

  for (let looks = 0; (await mark()) === undefined; looks++) {
    if (child.exitCode === null && looks < 100) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    await close();
    return said;
  }
  return {
    address: `127.0.0.1:${port}`,
    async queries() {
      // Earlier queries are earlier in the log.
      const last = await mark();
      assert.ok(last !== undefined, `named does not answer any more:\n${said}`);
      for (let looks = 0; !logged().includes(last); looks++) {
        assert.ok(looks < 100, 'the log of queries stays behind');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return logged().filter((query) => !query.includes(OWN));
    },
    close,
  };
}

function rootOf(origins: readonly string[]): string {
  const delegations = origins.map((origin) => `${origin} NS ns.${origin}\nns.${origin} A 127.0.0.1\n`);
  return `$TTL 60\n. SOA ns. hostmaster. 1 3600 600 86400 60\n. NS ns.\nns. A 127.0.0.1\n${delegations.join('')}`;
}

/** A port that is free for UDP and TCP at the moment. */
async function freePort(): Promise<number> {
  const server = await nameServer(() => undefined);
  await server.close();
  return Number(server.address.split(':')[1]);
}
