import { urlOf } from '../analysis/source-url.ts';

/** Text as it stands, in Markdown's code font, whatever characters it has. */
export function code(text: string): string {
  const oneLine = text.replace(/[\r\n]+/g, ' ');
  const runs = oneLine.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const pad = oneLine.startsWith('`') || oneLine.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${oneLine}${pad}${fence}`;
}

/** Lines as they stand, below each other. */
export function codeBlock(lines: readonly string[]): string {
  const runs = lines.join(' ').match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return [`${fence}text`, ...lines.map((line) => line.replace(/[\r\n]+/g, ' ')), fence].join('\n');
}

/** `RFC 7208 §5.2` as a link to the section, a draft as one to its page, anything else as it stands. */
export function specLink(spec: string): string {
  return /^(?:RFC |draft-)/.test(spec) ? `[${spec}](${urlOf(spec)})` : spec;
}
