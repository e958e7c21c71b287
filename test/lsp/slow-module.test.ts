import assert from 'node:assert/strict';
import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import type { Runtime } from '../../server/src/hosts/lsp/runtime.ts';
import { Editor, waiting } from './editor.ts';

/** A module that takes all the work that there is for one. */
const SLOW = `locals {
  letters = join("", [for i in range(9000) : "a"])
  many    = [for i in range(9000) : length(regexall("(?:a*b)|a", local.letters))]
}
resource "aws_route53_record" "many" {
  zone_id = "Z1"
  name    = "many.example.org"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 +all", length(local.many)]
}
`;
/** The same, with a name that an MX record cannot lead to. */
const MODULE = `resource "aws_route53_zone" "org" {
  name = "example.org"
}
resource "aws_route53_record" "host" {
  zone_id = aws_route53_zone.org.zone_id
  name    = "host.example.org"
  type    = "CNAME"
  ttl     = 300
  records = ["other.example.org"]
}
${SLOW}`;
const ZONE =
  '$ORIGIN example.com.\n@ 3600 IN SOA ns1 host 1 7200 3600 1209600 3600\n@ 3600 IN TXT "v=spf1 ?all"\n';

/** As it is, and counts the pauses that are made for what has arrived meanwhile. */
function countingRuntime(): Runtime & { pauses: number } {
  const runtime = {
    ...nodeRuntime,
    pauses: 0,
    pause: () => {
      runtime.pauses++;
      return nodeRuntime.pause();
    },
  };
  return runtime;
}

describe('a module that takes long to evaluate', function () {
  this.timeout(60_000);
  const zone = 'file:///w/example.com.zone';
  const module = 'file:///w/main.tf';
  let editor: Editor;

  afterEach(async () => {
    await editor.close();
  });

  for (const [what, change] of [
    ['opened', () => editor.open(module, SLOW, 'terraform')],
    ['edited', () => editor.replace(module, 'range(10)', 'range(9000)')],
  ] as const) {
    it(`allows a hover over another document in between when it is ${what}`, async () => {
      const runtime = countingRuntime();
      editor = await Editor.start({ runtime });
      await editor.open(zone, ZONE);
      await editor.diagnostics(zone);
      if (what === 'edited') {
        await editor.open(
          module,
          SLOW.replace('i in range(9000) : length', 'i in range(10) : length'),
          'terraform',
        );
        await editor.diagnostics(module);
      }
      runtime.pauses = 0;
      await change();
      const order: string[] = [];
      const report = editor.diagnostics(module).then((items) => {
        order.push('diagnostics');
        return items;
      });
      const within = editor.hover(module, editor.rangeOf(module, '+all').start).then((found) => {
        order.push('hover in the module');
        return found;
      });
      const hovers: number[] = [];
      for (let i = 0; i < 3; i++) {
        assert.match(JSON.stringify(await editor.hover(zone, editor.rangeOf(zone, '?all').start)), /neutral/);
        order.push('hover');
        hovers.push(runtime.pauses);
      }
      assert.match(JSON.stringify(await within), /all/);
      const items = await report;
      assert.deepEqual(order.slice(0, 3), ['hover', 'hover', 'hover']);
      // Each is answered in one of the next pauses of many.
      const last = hovers.at(-1) ?? Infinity;
      assert.ok(last <= 30 && runtime.pauses > 2 * last, `${hovers.join(', ')} of ${runtime.pauses} pauses`);
      const messages = JSON.stringify(items);
      assert.match(messages, /too much work/);
      assert.match(messages, /spf-all-pass/);
    });
  }

  it('is reported, and others are again, in an editor that does not pull', async () => {
    editor = await Editor.start({ capabilities: waiting });
    await editor.open(zone, ZONE);
    await editor.open(module, SLOW, 'terraform');
    await editor.until(() =>
      editor.published.some(
        ({ uri, diagnostics }) => uri === module && JSON.stringify(diagnostics).includes('too much work'),
      ),
    );
  });

  it('affects other documents once it is evaluated', async () => {
    editor = await Editor.start();
    await editor.open(module, MODULE, 'terraform');
    await editor.open(zone, `${ZONE}@ 3600 IN MX 10 host.example.org.\n`);
    // The zone is reported on without waiting for the module.
    for (let asked = -1; ;) {
      const items = await editor.diagnostics(zone);
      if (items.some(({ code }) => code === 'mx-cname-target')) break;
      await editor.until(() => editor.refreshes > asked);
      asked = editor.refreshes;
    }
  });

  it('is finished before the first report of other documents in an editor that cannot be asked to refresh', async () => {
    editor = await Editor.start({ capabilities: { textDocument: { diagnostic: {} } } });
    await editor.open(module, MODULE, 'terraform');
    await editor.open(zone, `${ZONE}@ 3600 IN MX 10 host.example.org.\n`);
    const items = await editor.diagnostics(zone);
    assert.ok(items.some(({ code }) => code === 'mx-cname-target'));
  });

  it('does not block a zone that is edited meanwhile', async () => {
    editor = await Editor.start({ capabilities: waiting });
    await editor.open(zone, ZONE);
    await editor.sent(zone);
    await editor.open(module, SLOW, 'terraform');
    await editor.replace(zone, '?all', '+all');
    await editor.sent(zone);
    assert.ok(!editor.published.some(({ uri }) => uri === module));
  });
});
