import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const DOCUMENT = path.join(__dirname, '../../docs/fuzzing.md');
const BEGIN = '<!-- counts: npm run fuzz -- --record -->';
const END = '<!-- end of counts -->';
const HEAD = '| Entry | Inputs | Failures found | Last run | Seed |\n| --- | ---: | ---: | --- | ---: |';

export interface Count {
  readonly entry: string;
  readonly inputs: number;
  readonly failures: number;
  /** `2026-11-29` */
  readonly date: string;
  readonly seed: number;
}

/** Adds the counts of a run to the table in docs/fuzzing.md. */
export function record(counts: readonly Count[]): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${DOCUMENT} has no table of counts`);
  const table = written(added(read(document.slice(begin, end)), counts));
  writeFileSync(DOCUMENT, `${document.slice(0, begin)}${BEGIN}\n${table}\n${document.slice(end)}`);
}

/** The rows of a table. */
export function read(table: string): readonly Count[] {
  return [...table.matchAll(/^\| ([\w-]+) \| ([\d,]+) \| (\d+) \| ([\d-]+) \| (\d+) \|$/gm)].map(
    ([, entry = '', inputs = '', failures = '', date = '', seed = '']) => ({
      entry,
      inputs: Number(inputs.replaceAll(',', '')),
      failures: Number(failures),
      date,
      seed: Number(seed),
    }),
  );
}

/** Inputs and failures add up; date and seed are those of the last run. */
export function added(before: readonly Count[], counts: readonly Count[]): readonly Count[] {
  const rows = new Map(before.map((row) => [row.entry, row]));
  for (const count of counts) {
    const row = rows.get(count.entry);
    const inputs = count.inputs + (row?.inputs ?? 0);
    rows.set(count.entry, { ...count, inputs, failures: count.failures + (row?.failures ?? 0) });
  }
  return [...rows.values()];
}

export function written(rows: readonly Count[]): string {
  const total = rows.reduce((sum, { inputs }) => sum + inputs, 0);
  const failures = rows.reduce((sum, row) => sum + row.failures, 0);
  const number = (value: number): string => value.toLocaleString('en-US');
  const lines = rows.map(
    ({ entry, inputs, failures: found, date, seed }) =>
      `| ${entry} | ${number(inputs)} | ${found} | ${date} | ${seed} |`,
  );
  return [HEAD, ...lines, `| **all** | **${number(total)}** | **${failures}** | | |`].join('\n');
}
