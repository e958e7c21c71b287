import assert from 'node:assert/strict';
import type { DnsSettings } from '../../server/src/analysis/input/config.ts';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import type { DnsOptions } from '../../server/src/hosts/cli/arguments.ts';
import { chooseDns, MAX_PROJECT_TIMEOUT } from '../../server/src/hosts/cli/dns-choice.ts';
import type { DnsDecision } from '../../server/src/hosts/cli/dns-choice.ts';
import { LoadedConfig } from '../../server/src/hosts/node/loaded-config.ts';

type Dns = Partial<DnsSettings>;

interface Situation {
  readonly dns?: string;
  readonly resolver?: string;
  readonly variable?: string;
  readonly ci?: string | undefined;
  readonly user?: Dns | undefined;
  readonly project?: Dns | undefined;
  readonly second?: Dns;
}

const configOf = (path: string, folder: string, dns: Dns): LoadedConfig =>
  new LoadedConfig({ path, folder, config: { ...parseConfig('{}').config, dns } });

function decide({ dns, resolver, variable, ci, user, project, second }: Situation): DnsDecision {
  const options: DnsOptions = { dns, resolver, record: undefined };
  return chooseDns(options, {
    projects: [
      ...(project === undefined ? [] : [configOf('/w/p/.mailtxt.json', '/w/p', project)]),
      ...(second === undefined ? [] : [configOf('/w/q/.mailtxt.json', '/w/q', second)]),
    ],
    user: user === undefined ? undefined : configOf('/h/.config/mailtxt/config.json', '/h', user),
    userPath: '~/.config/mailtxt/config.json',
    folder: '/here',
    environment: { MAILTXT_DNS: variable, CI: ci },
    workspaceOf: () => '/w',
    nameOf: (path) => path,
  });
}

/** `off`, `live RESOLVER`, `PATH`, or `PATH in FOLDER`; followed by `!` if the user is notified of a request. */
function summaryOf(situation: Situation): string {
  const { choice, notes } = decide(situation);
  assert.ok(notes.length <= 1);
  const mark = notes.length > 0 ? ' !' : '';
  switch (choice.kind) {
    case 'off':
      return `off${mark}`;
    case 'file':
      return `${choice.path}${choice.within === undefined ? '' : ` in ${choice.within}`}${mark}`;
    case 'live': {
      const { resolver } = choice;
      const who =
        resolver.kind === 'https' ? resolver.url : resolver.kind === 'server' ? resolver.address : 'system';
      return `live ${who}${mark}`;
    }
  }
}

describe('how DNS is used in a run', () => {
  const project = { off: { mode: 'off' }, file: { mode: 'p.json' }, live: { mode: 'live' }, none: undefined };
  const user = { none: undefined, off: { mode: 'off' }, file: { mode: 'u.json' }, live: { mode: 'live' } };
  const inProject = '/w/p/p.json in /w';

  /** By the project's mode, for a user who says nothing, "off", a file and "live". */
  const bySettings: Readonly<Record<keyof typeof project, Readonly<Record<keyof typeof user, string>>>> = {
    none: { none: 'off', off: 'off', file: '/h/u.json', live: 'live system' },
    off: { none: 'off', off: 'off', file: 'off', live: 'off' },
    file: { none: inProject, off: inProject, file: inProject, live: inProject },
    live: { none: 'off !', off: 'off !', file: '/h/u.json !', live: 'live system' },
  };
  for (const [projects, row] of Object.entries(bySettings)) {
    for (const [users, expected] of Object.entries(row)) {
      it(`is ${expected} if the project sets ${projects} and the user ${users}`, () => {
        const situation = {
          project: project[projects as keyof typeof project],
          user: user[users as keyof typeof user],
        };
        assert.equal(summaryOf(situation), expected);
        assert.equal(summaryOf({ ...situation, ci: 'false', variable: '' }), expected);
        // Where CI is set, settings decide nothing.
        assert.equal(summaryOf({ ...situation, ci: 'true' }), projects === 'live' ? 'off !' : 'off');
        // The option and the variable take precedence over any setting, and their users know why.
        for (const ci of [undefined, 'true']) {
          for (const key of ['dns', 'variable'] as const) {
            assert.equal(summaryOf({ ...situation, ci, [key]: 'off' }), 'off');
            assert.equal(summaryOf({ ...situation, ci, [key]: 'live' }), 'live system');
            assert.equal(summaryOf({ ...situation, ci, [key]: 't.json' }), '/here/t.json');
          }
          assert.equal(summaryOf({ ...situation, ci, dns: 'off', variable: 'live' }), 'off');
          assert.equal(summaryOf({ ...situation, ci, dns: 'live', variable: 'off' }), 'live system');
        }
      });
    }
  }

  const OWN = 'https://own.example/dns-query';
  const FOREIGN = 'https://foreign.example/dns-query';
  const resolvers: readonly (readonly [situation: Situation, expected: string])[] = [
    [{ project: { resolver: FOREIGN } }, 'live system !'],
    [{ project: { mode: 'live', resolver: FOREIGN } }, 'live system !'],
    [{ project: { resolver: FOREIGN }, user: { resolver: OWN } }, `live ${OWN} !`],
    [{ project: { resolver: 'system' }, user: { resolver: OWN } }, `live ${OWN} !`],
    [{ project: { resolver: 'system' } }, 'live system'],
    [{ project: { resolver: FOREIGN }, user: { resolver: FOREIGN } }, `live ${FOREIGN}`],
    [{ project: { resolver: '192.0.2.1:53' }, user: { resolver: '192.0.2.1' } }, 'live 192.0.2.1'],
    [{ project: { resolver: FOREIGN }, resolver: OWN }, `live ${OWN}`],
    [{ project: { resolver: FOREIGN }, resolver: FOREIGN }, `live ${FOREIGN}`],
    [{ user: { resolver: OWN }, resolver: FOREIGN }, `live ${FOREIGN}`],
    [{ user: { resolver: OWN } }, `live ${OWN}`],
    [{ project: { resolver: FOREIGN }, second: { resolver: OWN } }, 'live system !'],
  ];
  for (const [situation, expected] of resolvers) {
    it(`is ${expected} with ${JSON.stringify(situation)}`, () => {
      for (const consent of [{ dns: 'live' }, { variable: 'live' }, { dns: 'live', ci: '1' }]) {
        assert.equal(summaryOf({ ...situation, ...consent }), expected);
      }
      if (situation.project?.mode === undefined) {
        assert.equal(summaryOf({ ...situation, user: { ...situation.user, mode: 'live' } }), expected);
      }
    });
  }

  it('does not use the resolver of a project, even if the project requests queries', () => {
    const asking = { mode: 'live', resolver: FOREIGN };
    assert.equal(summaryOf({ project: asking, user: { mode: 'live' } }), 'live system !');
    assert.equal(summaryOf({ project: asking }), 'off !');
  });

  it('shows what the project requests, and how to allow it', () => {
    assert.deepEqual(decide({ project: { mode: 'live' } }).notes, [
      '/w/p/.mailtxt.json requests DNS queries, but mailtxt sent none; to allow them, add --dns live, set MAILTXT_DNS=live, or set "dns": { "mode": "live" } in ~/.config/mailtxt/config.json',
    ]);
    assert.deepEqual(decide({ dns: 'live', project: { resolver: FOREIGN } }).notes, [
      `/w/p/.mailtxt.json requests the resolver ${FOREIGN}, but mailtxt used system; to allow it, add --resolver ${FOREIGN}, or set it in ~/.config/mailtxt/config.json`,
    ]);
    const [note] = decide({ project: { mode: 'live' }, second: { mode: 'live' } }).notes;
    assert.match(note ?? '', /^\/w\/p\/\.mailtxt\.json and 1 more request DNS queries/);
  });

  it('waits as long as the project sets, within a limit, or otherwise as long as the user sets', () => {
    const timeout = (situation: Situation): number | undefined => {
      const { choice } = decide({ dns: 'live', ...situation });
      return choice.kind === 'live' ? choice.timeoutMs : undefined;
    };
    assert.equal(timeout({}), 2000);
    assert.equal(timeout({ user: { timeoutMs: 60_000 } }), 60_000);
    assert.equal(timeout({ user: { timeoutMs: 60_000 }, project: { timeoutMs: 300 } }), 300);
    assert.equal(timeout({ project: { timeoutMs: 600_000 } }), MAX_PROJECT_TIMEOUT);
  });

  it('is not chosen between projects that differ', () => {
    const differ = /^"dns" differs between \/w\/p\/\S+ and \/w\/q\/\S+; choose one with --dns or --config/;
    assert.throws(() => decide({ project: { mode: 'a.json' }, second: { mode: 'b.json' } }), {
      message: differ,
    });
    assert.throws(() => decide({ project: { mode: 'off' }, second: { mode: 'a.json' } }), {
      message: differ,
    });
    assert.throws(
      () => decide({ project: { mode: 'off' }, second: { mode: 'live' }, user: { mode: 'live' } }),
      {
        message: differ,
      },
    );
    // A request that is not allowed is the same as "off".
    assert.equal(summaryOf({ project: { mode: 'off' }, second: { mode: 'live' } }), 'off !');
    assert.equal(summaryOf({ project: { mode: 'a.json' }, second: { mode: 'b.json' }, dns: 'off' }), 'off');
  });
});
