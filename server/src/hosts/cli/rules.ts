import { faultOfRuleId } from '../../analysis/input/settings.ts';
import { plain } from '../../features/reports/paint.ts';
import type { Paint } from '../../features/reports/paint.ts';
import { rules as allRules } from '../../rules/registry.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { ExitStatus } from './exit-status.ts';
import { openOutput } from './output.ts';
import { colored } from './paint.ts';
import { fixOptionOf, rulePage, titleOf } from './rule-pages.ts';
import { terminalAt, wantsColor } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** `mailtxt rules` */
export async function runRules(id: string | undefined, color: boolean | undefined): Promise<ExitStatus> {
  const out = openOutput(1);
  const paint = wantsColor(color, await terminalAt(1), process.env) ? colored : plain;
  if (id === undefined) {
    out.write(catalogText(allRules, paint));
  } else {
    const wrong = faultOfRuleId(id);
    if (wrong !== undefined) throw new UsageError(`"${id}" ${wrong}`);
    for (const rule of allRules) if (rule.id === id) out.write(pageText(rule, paint));
  }
  out.flush();
  return 0;
}

/** One line for each rule: id, severity, the option that fixes its findings, and its title. */
export function catalogText(rulesToList: readonly AnyRule[], paint: Paint): string {
  const sorted = [...rulesToList].sort((a, b) => (a.id < b.id ? -1 : 1));
  const longest = Math.max(0, ...sorted.map(({ id }) => id.length));
  const lines = sorted.map(({ id, severity, messages, preview, offByDefault }) => {
    const page = rulePage(id) ?? '';
    const title = titleOf(page) ?? Object.values(messages)[0] ?? '';
    const facts = `${paint(severity, severity.padEnd(7))}  ${paint('faint', fixOptionOf(page).padEnd(10))}`;
    const state = preview === true ? 'preview' : offByDefault === true ? 'off by default' : undefined;
    const mark = state === undefined ? '' : ` ${paint('faint', `(${state})`)}`;
    return `${id.padEnd(longest)}  ${facts}  ${title}${mark}\n`;
  });
  return lines.join('');
}

function pageText(rule: AnyRule, paint: Paint): string {
  const page = rulePage(rule.id) ?? shortPage(rule);
  return `${page.trimEnd()}\n`.replace(/^#+ .*$/gm, (heading) => paint('strong', heading));
}

/** The messages and facts of the rule, if its page is not available. */
function shortPage({ id, severity, preview, offByDefault, why, specs, messages }: AnyRule): string {
  const found = Object.values(messages).map((message) => `- ${message}`);
  const facts = `Severity: ${severity}${preview === true ? ' (preview: off by default)' : offByDefault === true ? ' (off by default)' : ''}`;
  return [`# ${id}`, '', facts, '', why, '', ...found, '', specs.join(', ')].join('\n');
}
