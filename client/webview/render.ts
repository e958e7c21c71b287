import type {
  MessageFromPage,
  PageTexts,
  ShownBlock,
  ShownCost,
  ShownFact,
  ShownItem,
  ShownNode,
  ShownRow,
  ShownRun,
  ShownWords,
} from '../src/report-page.ts';

/** Symbols that repeat what the words next to them say. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['good', '✓'],
  ['warning', '!'],
  ['error', '✗'],
  ['info', '?'],
]);

/** Classes for styles. An unknown style has no class, so that no data gets into an attribute. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['good', 'good'],
  ['warning', 'warning'],
  ['error', 'error'],
  ['info', 'info'],
  ['hint', 'info'],
  ['strong', 'strong'],
  ['faint', 'faint'],
]);

const SVG = 'http://www.w3.org/2000/svg';
/** The size of a bar, in its own units. */
const BAR = { step: 7, height: 8 };

/**
 * Draws a report. Data becomes text nodes only, never markup, attributes or addresses.
 */
export class PageRenderer {
  private readonly send: (message: MessageFromPage) => void;
  private readonly texts: PageTexts;
  private copies = 0;
  private ids = 0;

  constructor(send: (message: MessageFromPage) => void, texts: PageTexts) {
    this.send = send;
    this.texts = texts;
  }

  blocks(blocks: readonly ShownBlock[]): Node[] {
    return blocks.flatMap((block) => this.block(block));
  }

  private block(block: ShownBlock): Node[] {
    switch (block.kind) {
      case 'heading':
        return [element(block.level === 2 ? 'h2' : 'h3', '', this.words(block.words))];
      case 'verdict':
        return [
          element('p', 'verdict', [
            element('strong', 'word', this.checked([{ text: block.word, style: block.style }])),
            ' ',
            block.text,
          ]),
        ];
      case 'paragraph':
        return [element('p', '', this.offered(this.words(block.words), block.action))];
      case 'facts':
        if (block.rows.length === 0) return [];
        return [
          element(
            'dl',
            'facts',
            block.rows.map((row) => this.fact(row)),
          ),
        ];
      case 'table':
        return block.rows.length === 0 ? [] : [this.table(block)];
      case 'list':
        return [this.list(block.marker, block.items)];
      case 'tree':
        return this.labeled(this.nodes(block.nodes), block.label);
      case 'code':
        return [element('pre', '', [element('code', '', [block.lines.join('\n')])])];
      case 'part':
        return this.blocks(block.blocks);
      case 'action':
        return [element('p', 'action', this.offered([block.title], block.action))];
      case 'copy': {
        const part = this.copies++;
        return [
          element('section', 'copy', [
            element('h3', '', [block.heading]),
            button(block.title, () => this.send({ kind: 'copy', part })),
            ...this.blocks(block.blocks),
          ]),
        ];
      }
      case 'diagram':
        return [
          element('figure', 'diagram', [
            element('figcaption', '', [block.label]),
            this.costs(block.nodes, block.limit),
          ]),
        ];
      case 'gap':
        return [];
    }
  }

  private words(runs: ShownWords): (Node | string)[] {
    return runs.map((run) => this.run(run));
  }

  private run({ text, style = '', link }: ShownRun): Node | string {
    const name = CLASSES.get(style) ?? '';
    if (link !== undefined) {
      const made = button(text, () => this.send({ kind: 'open', link }), `link ${name}`.trim());
      made.setAttribute('role', 'link');
      return made;
    }
    return name === '' ? text : element('span', name, [text]);
  }

  /** Words after the symbol of their style. */
  private checked(runs: ShownWords): (Node | string)[] {
    const style = runs[0]?.style ?? '';
    const symbol = SYMBOLS.get(style);
    const words = runs.map((run) => this.run({ ...run, style: '' }));
    if (symbol === undefined) return words;
    const mark = element('span', `mark ${CLASSES.get(style) ?? ''}`, [symbol]);
    mark.setAttribute('aria-hidden', 'true');
    return [mark, ' ', ...words];
  }

  private fact({ label, words, at, action, details = [] }: ShownFact): Node {
    return element('div', '', [
      element('dt', '', [label]),
      element('dd', '', [
        ...this.offered(this.words(words), action),
        ...(at === undefined ? [] : [' ', this.run(at)]),
        ...this.blocks(details),
      ]),
    ]);
  }

  private table({ label, columns, rows }: Extract<ShownBlock, { kind: 'table' }>): Node {
    const head = columns.map(({ title }) => cell('col', [title]));
    const body = rows.flatMap((row) => this.row(row, columns));
    return element('table', '', [
      element('caption', 'hidden', [label]),
      element('thead', '', [element('tr', '', head)]),
      element('tbody', '', body),
    ]);
  }

  private row(
    { cells, details = [] }: ShownRow,
    columns: Extract<ShownBlock, { kind: 'table' }>['columns'],
  ): Node[] {
    const row = element(
      'tr',
      '',
      cells.map((words, i) => {
        if (i === 0) return cell('row', this.words(words));
        return element('td', '', columns[i]?.isCheck === true ? this.checked(words) : this.words(words));
      }),
    );
    const inner = this.blocks(details);
    if (inner.length === 0) return [row];
    const reasons = element('td', '', inner);
    reasons.setAttribute('colspan', String(columns.length));
    row.className = 'explained';
    return [row, element('tr', 'details', [reasons])];
  }

  private list(marker: string, items: readonly ShownItem[]): Node {
    return element(
      marker === 'number' ? 'ol' : 'ul',
      marker === 'none' ? 'plain' : '',
      items.map(({ words, details = [] }) =>
        element('li', '', [...this.words(words), ...this.blocks(details)]),
      ),
    );
  }

  private nodes(nodes: readonly ShownNode[]): HTMLElement {
    return element(
      'ul',
      'tree',
      nodes.map(({ words, children }) =>
        element('li', '', [
          element('span', 'term', this.words(words)),
          ...(children.length === 0 ? [] : [this.nodes(children)]),
        ]),
      ),
    );
  }

  private costs(nodes: readonly ShownCost[], limit: number): HTMLElement {
    return element(
      'ul',
      'tree costs',
      nodes.map(({ words, meaning, lookups, isOver, children }) =>
        element('li', '', [
          element('div', 'cost', [
            bar(lookups, limit, isOver),
            element('span', 'term', this.words(words)),
            element('span', 'faint', [
              meaning,
              ...(isOver ? [', ', element('strong', '', [this.texts.overLimit])] : []),
            ]),
          ]),
          ...(children.length === 0 ? [] : [this.costs(children, limit)]),
        ]),
      ),
    );
  }

  /** The description of an edit, and the button that applies it. The description distinguishes buttons with the same name. */
  private offered(words: readonly (Node | string)[], action: number | undefined): (Node | string)[] {
    if (action === undefined) return [...words];
    const about = element('span', '', words);
    about.id = this.nextId();
    const made = button(this.texts.apply, () => this.send({ kind: 'apply', action }));
    made.setAttribute('aria-describedby', about.id);
    return [about, ' ', made];
  }

  /** An element with a name for screen readers. */
  private labeled(made: HTMLElement, label: string): Node[] {
    const name = element('span', 'hidden', [label]);
    name.id = this.nextId();
    made.setAttribute('aria-labelledby', name.id);
    return [name, made];
  }

  private nextId(): string {
    return `part-${++this.ids}`;
  }
}

/** An element with text nodes for its texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  children: readonly (Node | string)[],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

export function button(text: string, act: () => void, className = 'button'): HTMLButtonElement {
  const made = element('button', className, [text]);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

function cell(scope: 'col' | 'row', children: readonly (Node | string)[]): HTMLElement {
  const made = element('th', '', children);
  made.scope = scope;
  return made;
}

/** A square for each allowed lookup, filled for those that a term uses. The words next to it say the same. */
function bar(lookups: number, limit: number, isOver: boolean): Node {
  const made = document.createElementNS(SVG, 'svg');
  made.setAttribute('aria-hidden', 'true');
  made.setAttribute('class', isOver ? 'bar over' : 'bar');
  made.setAttribute('width', String(limit * BAR.step));
  made.setAttribute('height', String(BAR.height));
  for (let i = 0; i < limit; i++) {
    const square = document.createElementNS(SVG, 'rect');
    square.setAttribute('x', String(i * BAR.step + 0.5));
    square.setAttribute('y', '0.5');
    square.setAttribute('width', String(BAR.step - 2));
    square.setAttribute('height', String(BAR.height - 1));
    square.setAttribute('class', i < lookups ? 'used' : 'free');
    made.append(square);
  }
  return made;
}
