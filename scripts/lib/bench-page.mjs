import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { root } from './project.mjs';

const PAGE = join(root, 'docs/performance.md');
const [START, END] = ['<!-- figures: npm run bench -- --page -->', '<!-- end of figures -->'];

/** Writes the figures of a run between the two marks on the page. */
export async function writePerformancePage({ measured, ratios, options, runs }) {
  const page = await readFile(PAGE, 'utf8');
  const [before, after] = [page.indexOf(START), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`${PAGE} does not have the marks for the figures.`);
  const figures = [
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench -- --records ${options.records} --zones ${options.zones} --runs ${runs} --page\`: ${type()} ${release()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}.`,
    '| | Milliseconds | MB |\n| --- | ---: | ---: |\n' +
      measured
        .map(
          ({ name, milliseconds, megabytes }) =>
            `| ${name} | ${milliseconds.toFixed(1)} | ${megabytes?.toFixed(0) ?? ''} |`,
        )
        .join('\n'),
    '| | Ratio | Goal |\n| --- | ---: | ---: |\n' +
      ratios.map(({ name, value, goal }) => `| ${name} | ${value.toFixed(2)} | ${goal} |`).join('\n'),
  ].join('\n\n');
  const text = `${page.slice(0, before + START.length)}\n\n${figures}\n\n${page.slice(after)}`;
  await writeFile(PAGE, text);
}
