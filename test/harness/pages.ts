import type { WorkspaceOptions } from './workspace.ts';

/** A file of a page's examples. */
export interface Example {
  readonly text: string;
  /** What the file is called, by the language that the page says it is in. */
  readonly path: string;
}

const PATHS: Readonly<Record<string, string>> = {
  zone: 'example.com.zone',
  terraform: 'main.tf',
  'mta-sts': 'mta-sts.example.com/mta-sts.txt',
  'yaml octodns': 'example.com.yaml',
};

const LANGUAGES = Object.keys(PATHS).join('|');

/** The zones or the configurations of a page's examples, the wrong one first. */
export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(new RegExp(`^\`\`\`(${LANGUAGES})\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, language = '', text = '']) => ({ text, path: PATHS[language] ?? '' }),
  );
}

/**
 * Other faults of the rule, below the first one: blocks that are marked as `zone also wrong`. Each has its carets, and what its
 * fix makes of it is not on the page.
 */
export function alsoWrong(page: string): readonly Example[] {
  return [...page.matchAll(new RegExp(`^\`\`\`(${LANGUAGES}) also wrong\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, language = '', text = '']) => ({ text, path: PATHS[language] ?? '' }),
  );
}

type PageWorld = Pick<WorkspaceOptions, 'answers' | 'senders' | 'beside' | 'committed' | 'reports'>;

/**
 * The context of the examples on a page. Its JSON has the senders of a `.mailtxt.json`, or otherwise DNS answers; its
 * XML is a DMARC report; `zone beside` is another zone file of the workspace, and `zone committed` is the example in
 * the last commit.
 */
export function worldOf(page: string): PageWorld {
  let world: PageWorld = {};
  for (const [, json = '{}'] of page.matchAll(/^```json\n([\s\S]*?)^```$/gm)) {
    const value = JSON.parse(json) as Readonly<Record<string, unknown>>;
    const { senders } = value as { readonly senders?: NonNullable<WorkspaceOptions['senders']> };
    world = senders === undefined ? { ...world, answers: value } : { ...world, senders };
  }
  const reports = [...page.matchAll(/^```xml\n([\s\S]*?)^```$/gm)].map(([, xml = '']) => xml);
  if (reports.length > 0) world = { ...world, reports };
  const [, beside] = /^```zone beside\n([\s\S]*?)^```$/m.exec(page) ?? [];
  if (beside !== undefined) world = { ...world, beside: { 'beside.zone': beside } };
  const [, committed] = /^```zone committed\n([\s\S]*?)^```$/m.exec(page) ?? [];
  if (committed !== undefined) world = { ...world, committed: { 'example.com.zone': committed } };
  return world;
}
