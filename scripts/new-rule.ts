// Creates the two files of a rule: its code, and its page, which is its first test. `npm run new-rule ID`
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FIRST_VERSION } from '../server/src/rules/rule.ts';
import { REGISTRY, registryText } from './rule-registry.ts';

const root = join(__dirname, '..');
const rulesFolder = join(root, 'server/src/rules');

/** The contents of the files of a new rule, by their paths in `server/src/rules`. Throws if the id is invalid. */
export function newRuleFiles(id: string): ReadonlyMap<string, string> {
  const groups = readdirSync(rulesFolder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  const group = groups.find((folder) => id.startsWith(`${folder}-`));
  if (group === undefined || !/^[a-z\d]+(?:-[a-z\d]+)+$/.test(id)) {
    throw new Error(`"${id}" is not GROUP-NAME in lowercase. The groups are ${groups.join(', ')}.`);
  }
  const name = id.slice(group.length + 1);
  if (existsSync(join(rulesFolder, group, `${name}.ts`))) throw new Error(`The rule "${id}" already exists.`);
  return new Map([
    [`${group}/${name}.ts`, code()],
    [`${group}/${name}.md`, page(id)],
  ]);
}

function code(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const since = version === FIRST_VERSION ? '' : `  since: '${version}',\n`;
  return `import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

const FAULT = 'a fault';

/** What the rule reports, in one sentence. */
export default defineRule({
  subject: 'txt',
  severity: 'warning',
${since}  specs: ['RFC 1035 §3.3.14'],
  why: 'What happens to mail, in at most two sentences.',
  messages: {
    found: '"{text}" is a fault.',
  },
  check({ value }, context) {
    const start = value.text.indexOf(FAULT);
    if (start < 0) return;
    const range = rangeOf(start, start + FAULT.length);
    context.report({
      at: range,
      message: 'found',
      data: { text: FAULT },
      fix: { title: 'Use "no fault"', safety: 'review', edits: [{ range, text: 'no fault' }] },
    });
  },
});
`;
}

function page(id: string): string {
  return `# The fault as a short noun phrase

When the rule reports, in one or two sentences.

## Why it matters

What happens to mail, in two or three short sentences.

## Example

\`\`\`zone
@ IN TXT "a fault"
;         ^^^^^^^ ${id}: "a fault" is a fault.
\`\`\`

## How to fix

What to do, in one to three imperative sentences.

Use instead:

\`\`\`zone
@ IN TXT "no fault"
\`\`\`

## When to allow it

When it does not affect mail.
`;
}

async function writeNewRule(id: string): Promise<void> {
  for (const [path, text] of newRuleFiles(id)) {
    mkdirSync(dirname(join(rulesFolder, path)), { recursive: true });
    writeFileSync(join(rulesFolder, path), text);
    console.log(`server/src/rules/${path}`);
  }
  writeFileSync(join(root, REGISTRY), await registryText());
  console.log(`The page is the first test of the rule: PAGES=${id} npx mocha test/rules/pages.test.ts`);
  console.log('When the rule is done: npm run docs');
}

if (require.main === module) {
  writeNewRule(process.argv[2] ?? '').catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
