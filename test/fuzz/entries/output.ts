import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { explainBounces } from '../../../server/src/features/explain-bounce.ts';
import { explanationTexts } from '../../../server/src/features/reports/explanation.ts';
import { plain } from '../../../server/src/features/reports/paint.ts';
import type { CheckResult } from '../../../server/src/hosts/cli/check-result.ts';
import { checkedFile, listedFinding } from '../../../server/src/hosts/cli/checked-file.ts';
import type { Output } from '../../../server/src/hosts/cli/output.ts';
import { reportGithub, reportUnreadToGithub } from '../../../server/src/hosts/cli/reporters/github.ts';
import { reportJson } from '../../../server/src/hosts/cli/reporters/json.ts';
import { reportSarif } from '../../../server/src/hosts/cli/reporters/sarif.ts';
import { reportUnread } from '../../../server/src/hosts/cli/reporters/unread-text.ts';
import { reportFindings } from '../../../server/src/hosts/cli/reporters/text.ts';
import { environment, zone as workspaceOf } from '../../harness/workspace.ts';
import { checkText } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { bounce } from './bounces.ts';
import { mutateZone, zoneSeeds } from './zone.ts';

const PATH = 'example.com.zone';

/** Each fix that is shown is tried, in each of the formats. */
const MOST_FINDINGS = 10;

class Collected implements Output {
  readonly closed = false;
  text = '';

  write(text: string): void {
    this.text += text;
  }

  flush(): void {
    // Nothing is held back.
  }
}

function written(report: (result: CheckResult, out: Output) => void, text: string): string {
  const made = workspaceOf(text, PATH);
  const { findings: all } = made.findings(PATH);
  const findings = all.slice(0, MOST_FINDINGS).map((finding) => listedFinding(finding, PATH, made));
  const out = new Collected();
  report(
    {
      textOf: (path) => made.textOf(path),
      files: [checkedFile(PATH, made, findings)],
      problems: made.problems(PATH).map(({ path, message }) => ({ path, message, fatal: false })),
      counts: { error: 0, warning: 0, info: 0, hint: findings.length },
      records: 0,
      bounces: { shown: [], seenIn: () => [], textOf: () => undefined },
      unread: made.unread(),
      fixed: undefined,
    },
    out,
  );
  return out.text;
}

const named = (path: string): string => path;

/** Everything that `check` writes to a terminal or hands to a build service holds no control characters and no commands of the file's. */
export const output: FuzzEntry = {
  name: 'output',
  extension: 'zone',
  shortRun: 20,
  seeds: zoneSeeds,
  mutate: mutateZone,
  check(text) {
    const width = 80;
    checkText(
      written(
        (result, out) => void reportFindings(result, out, { paint: plain, width, nameOf: named }),
        text,
      ),
      'text',
    );
    JSON.parse(written((result, out) => reportJson(result, out, named), text));
    JSON.parse(written((result, out) => reportSarif(result, out, named), text));
    for (const verbose of [false, true])
      checkText(
        written((result, out) => reportUnread(result, out, { paint: plain, nameOf: named }, verbose), text),
        'what was not examined',
      );
    const commands = written((result, out) => {
      reportGithub(result, out, named);
      reportUnreadToGithub(result, out, named);
    }, text);
    checkText(commands, 'commands');
    for (const line of commands.split('\n'))
      assert.match(line, /^(?:::(?:error|warning|notice) [^\n]*::.*)?$/, 'a command that is not ours');
  },
};

/** What `explain` writes about a bounce. */
export const explanation: FuzzEntry = {
  ...bounce,
  name: 'explanation',
  shortRun: 200,
  check(text) {
    const made = createWorkspace(environment());
    const bounces = explainBounces(text, () => made);
    const parts = explanationTexts(
      { bounces, text, workspace: made, nameOf: named },
      { paint: plain, width: 80 },
    );
    for (const part of parts) checkText(part, 'an explanation');
  },
};
