import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { editsForRenames, endAfter, type FileRename } from '../../server/src/features/file-renames.ts';
import { applyEdits } from '../../server/src/text/edit.ts';

/** The files whose texts change. */
function after(
  files: Readonly<Record<string, string>>,
  renames: readonly (readonly [string, string])[],
  pathOf: (file: string) => string | undefined = () => undefined,
): Readonly<Record<string, string>> {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  for (const [path, text] of Object.entries(files)) workspace.add(path, text);
  const moved = renames.map(([from, to]): FileRename => ({ from, to }));
  const edits = editsForRenames(workspace, moved, pathOf);
  const changed = Object.entries(files).map(([path, text]) => {
    const own = edits.filter((edit) => edit.path === path);
    return [path, own.length === 0 ? '' : applyEdits(text, own)];
  });
  return Object.fromEntries(changed.filter(([, text]) => text !== '')) as Record<string, string>;
}

describe('editsForRenames', () => {
  const zone = (file: string): string => `$ORIGIN example.com.\n$INCLUDE ${file} eu ; all hosts\n`;

  it('changes what includes a file, relative to its own folder or to another one', () => {
    const here = (): string => '/dns/zones/hosts.inc';
    assert.deepEqual(
      after({ '/dns/zones/a.zone': zone('hosts.inc') }, [['/dns/zones/hosts.inc', '/dns/zones/x.inc']], here),
      {
        '/dns/zones/a.zone': zone('x.inc'),
      },
    );
    assert.deepEqual(
      after({ '/dns/zones/a.zone': zone('hosts.inc') }, [['/dns/zones/hosts.inc', '/dns/inc/x.inc']], here),
      {
        '/dns/zones/a.zone': zone('../inc/x.inc'),
      },
    );
    assert.deepEqual(
      after(
        { '/dns/zones/a.zone': zone('zones/hosts.inc') },
        [['/dns/zones/hosts.inc', '/dns/inc/x.inc']],
        here,
      ),
      {
        '/dns/zones/a.zone': zone('inc/x.inc'),
      },
    );
    assert.deepEqual(
      after(
        { '/dns/zones/a.zone': zone('"/etc/bind/zones/hosts.inc"') },
        [['/dns/zones/hosts.inc', '/dns/zones/x.inc']],
        here,
      ),
      {
        '/dns/zones/a.zone': zone('"/etc/bind/zones/x.inc"'),
      },
    );
  });

  it('changes the includes of a file that moves, and nothing if both move', () => {
    const here = (): string => '/dns/zones/hosts.inc';
    assert.deepEqual(
      after({ '/dns/zones/a.zone': zone('hosts.inc') }, [['/dns/zones/a.zone', '/dns/b.zone']], here),
      {
        '/dns/zones/a.zone': zone('zones/hosts.inc'),
      },
    );
    assert.deepEqual(
      after({ '/dns/zones/a.zone': zone('hosts.inc') }, [['/dns/zones', '/dns/all']], here),
      {},
    );
    assert.deepEqual(
      after({ '/dns/zones/a.zone': zone('zones/hosts.inc') }, [['/dns/zones', '/dns/all']], here),
      {
        '/dns/zones/a.zone': zone('all/hosts.inc'),
      },
    );
    assert.deepEqual(after({ '/dns/zones/a.zone': zone('hosts.inc') }, [['/dns', '/other/dns']], here), {});
  });

  it('does not change paths that it cannot write, and paths to nowhere', () => {
    const rename = [['/dns/hosts.inc', '/dns/my hosts.inc']] as const;
    assert.deepEqual(
      after({ '/dns/a.zone': zone('hosts.inc') }, rename, () => '/dns/hosts.inc'),
      {},
    );
    assert.deepEqual(after({ '/dns/a.zone': zone('hosts.inc') }, rename), {});
  });

  const main = (module: string, file: string): string => `module "mail" {
  source = "${module}"
}

locals {
  spf    = file("\${path.module}/${file}")
  all    = [for one in yamldecode(file("${file}")) : one]
  remote = file("\${path.root}/${file}")
  hosts  = { a = templatefile("${file}", {}) }
}

module "other" {
  source = "terraform-aws-modules/route53/aws"
}
`;

  it('changes module sources and files that Terraform reads', () => {
    const before = main('./modules/mail', 'data/spf.txt');
    const changed = (module: string, file: string): string =>
      main(module, file).replace(`path.root}/${file}`, 'path.root}/data/spf.txt');
    assert.deepEqual(after({ '/tf/main.tf': before }, [['/tf/modules/mail', '/tf/modules/post']]), {
      '/tf/main.tf': changed('./modules/post', 'data/spf.txt'),
    });
    assert.deepEqual(after({ '/tf/main.tf': before }, [['/tf/modules', '/shared']]), {
      '/tf/main.tf': changed('../shared/mail', 'data/spf.txt'),
    });
    assert.deepEqual(after({ '/tf/main.tf': before }, [['/tf/data/spf.txt', '/tf/spf.txt']]), {
      '/tf/main.tf': changed('./modules/mail', 'spf.txt'),
    });
    assert.deepEqual(after({ '/tf/main.tf': before }, [['/tf/main.tf', '/tf/env/main.tf']]), {
      '/tf/main.tf': changed('../modules/mail', '../data/spf.txt'),
    });
    assert.deepEqual(after({ '/tf/main.tf': before }, [['/tf', '/terraform']]), {});
    const up = main('../mail', 'data/spf.txt');
    assert.deepEqual(after({ '/tf/main.tf': up }, [['/mail', '/tf/mail']]), {
      '/tf/main.tf': main('./mail', 'data/spf.txt'),
    });
  });

  it('reads a broken configuration in the same way', () => {
    for (const text of [
      'module "a" {\n  source = "./x',
      'locals {\n  a = file("',
      'module "a" { source = file( }',
      'locals { a = file() }',
    ])
      assert.deepEqual(after({ '/tf/main.tf': text }, [['/tf/x', '/tf/y']]), {});
  });
});

describe('endAfter', () => {
  it('keeps the folder of a server, and is unknown if it is left', () => {
    const end = (typed: string, from: string, to: string): string | undefined =>
      endAfter(typed, from, to, [{ from, to }]);
    assert.equal(end('/etc/bind/zones/a.db', '/ws/zones/a.db', '/ws/old/b.db'), '/etc/bind/old/b.db');
    assert.equal(end('a.db', '/ws/zones/a.db', '/ws/zones/b.db'), 'b.db');
    assert.equal(end('zones/a.db', '/ws/zones/a.db', '/other/a.db'), undefined);
    assert.equal(end('zones/$name', '/ws/zones/a.db', '/ws/zones/b.db'), undefined);
  });
});
