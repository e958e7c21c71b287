import type { Fix } from '../../analysis/finding.ts';
import { printable } from '../../text/printable.ts';
import type { PageBlock, PageCost, PageNode, PagePlace, PageRun, PageWords } from './page.ts';

/**
 * The same blocks in a form that a host can send: with other links and actions, and with every text printable, so that no
 * character of it hides or reorders the text next to it.
 */
export function blocksToSend<L, A>(
  blocks: readonly PageBlock[],
  link: (place: PagePlace) => L,
  action: (fix: Fix) => A,
): readonly PageBlock<L, A>[] {
  const run = ({ link: place, ...rest }: PageRun): PageRun<L> =>
    place === undefined
      ? { ...rest, text: printable(rest.text) }
      : { ...rest, text: printable(rest.text), link: link(place) };
  const words = (runs: PageWords): PageWords<L> => runs.map(run);
  const all = (inner: readonly PageBlock[]): readonly PageBlock<L, A>[] => inner.map(one);
  const details = (inner: readonly PageBlock[] | undefined): { details?: readonly PageBlock<L, A>[] } =>
    inner === undefined ? {} : { details: all(inner) };
  const offered = (fix: Fix | undefined): { action?: A } =>
    fix === undefined ? {} : { action: action(fix) };
  const node = ({ words: runs, children }: PageNode): PageNode<L> => ({
    words: words(runs),
    children: children.map(node),
  });
  const cost = ({ children, ...rest }: PageCost): PageCost<L> => ({
    ...rest,
    meaning: printable(rest.meaning),
    words: words(rest.words),
    children: children.map(cost),
  });
  const one = (block: PageBlock): PageBlock<L, A> => {
    switch (block.kind) {
      case 'heading':
        return { ...block, words: words(block.words) };
      case 'paragraph':
        return { kind: block.kind, words: words(block.words), ...offered(block.action) };
      case 'facts':
        return {
          ...block,
          rows: block.rows.map(({ label, words: runs, at, action: fix, details: inner }) => ({
            label: printable(label),
            words: words(runs),
            ...(at !== undefined && { at: run(at) }),
            ...offered(fix),
            ...details(inner),
          })),
        };
      case 'table':
        return {
          ...block,
          label: printable(block.label),
          rows: block.rows.map(({ cells, details: inner }) => ({
            cells: cells.map(words),
            ...details(inner),
          })),
        };
      case 'list':
        return {
          ...block,
          items: block.items.map(({ words: runs, details: inner }) => ({
            words: words(runs),
            ...details(inner),
          })),
        };
      case 'tree':
        return { ...block, label: printable(block.label), nodes: block.nodes.map(node) };
      case 'diagram':
        return { ...block, label: printable(block.label), nodes: block.nodes.map(cost) };
      case 'part':
        return { ...block, blocks: all(block.blocks) };
      case 'copy':
        return { ...block, blocks: all(block.blocks) };
      case 'action':
        return { ...block, title: printable(block.title), action: action(block.action) };
      case 'verdict':
        return { ...block, word: printable(block.word), text: printable(block.text) };
      case 'code':
        return { ...block, lines: block.lines.map(printable) };
      case 'gap':
        return block;
    }
  };
  return all(blocks);
}
