import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { DomainName } from '../../dns/names.ts';
import { canonicalName } from '../../dns/names.ts';
import { audiencesOf } from './bind-views.ts';
import type { BindView } from './bind-views.ts';
import type { ConfigBudget, ConfigFile } from './config-files.ts';
import { joinPath } from './zone-declaration.ts';
import type { ZoneDeclaration } from './zone-declaration.ts';
import type { ServerView } from '../../records/server-view.ts';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Words, strings (without their quotes), braces and semicolons. BIND's three kinds of comments are left out. */
function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const form = /\/\*[\s\S]*?(?:\*\/|$)|(?:\/\/|#)[^\n]*|"([^"\n]*)"?|[{};]|[^\s{};"#]+/g;
  for (const match of text.matchAll(form)) {
    const found = match[0];
    if (found.startsWith('/*') || found.startsWith('//') || found.startsWith('#')) continue;
    const quoted = match[1];
    const start = match.index + (quoted === undefined ? 0 : 1);
    tokens.push({ text: quoted ?? found, start, end: start + (quoted ?? found).length });
  }
  return tokens;
}

/** `zone "x" [class] { … file "y"; … };`, also within `view`. The file is relative to `directory` in `options`. */
export function readNamedConf(file: ConfigFile, budget: ConfigBudget): readonly ZoneDeclaration[] {
  const reader = new NamedConf(budget);
  reader.read(file);
  return reader.declarations();
}

/** An unfinished statement with braces: its first words, and the words of the current statement within it. */
interface OpenBlock {
  readonly words: readonly Token[];
  statement: Token[];
}

interface DeclaredZone {
  readonly name: DomainName;
  readonly view: BindView | undefined;
  readonly file: string;
  readonly range: Range;
  readonly config: string;
}

/** The statements of a configuration, in any of its files: `include` may be in any block. */
class NamedConf {
  private readonly budget: ConfigBudget;
  private readonly blocks: OpenBlock[] = [{ words: [], statement: [] }];
  private readonly zones: DeclaredZone[] = [];
  /** Zones that are shared with another view: `in-view "other";`. */
  private readonly shared: { readonly name: DomainName; readonly view: BindView; readonly from: string }[] =
    [];
  private readonly views: BindView[] = [];
  private readonly acls = new Map<string, readonly string[]>();
  private directory: string | undefined;

  constructor(budget: ConfigBudget) {
    this.budget = budget;
  }

  read({ path, text }: ConfigFile): void {
    for (const token of tokensOf(text)) {
      const block = this.blocks.at(-1);
      if (block === undefined) return;
      switch (token.text) {
        case '{':
          this.blocks.push({ words: block.statement, statement: [] });
          this.open(block.statement);
          break;
        case '}':
          if (this.blocks.length > 1) this.blocks.pop();
          break;
        case ';': {
          const words = block.statement;
          // The included file begins with a statement of its own.
          block.statement = [];
          this.statement(words, path);
          break;
        }
        default:
          block.statement.push(token);
      }
    }
  }

  private open(words: readonly Token[]): void {
    if (keyword(words) !== 'view' || this.blocks.length !== 2) return;
    this.views.push({ name: words[1]?.text ?? '', clients: undefined, hasDestinations: false });
  }

  /** Handles the statement that ends here, in the innermost block. */
  private statement(words: readonly Token[], path: string): void {
    const [first, second] = words;
    if (first === undefined) return;
    const inner = this.blocks.at(-1)?.words ?? [];
    switch (keyword(words)) {
      case 'include':
        if (second !== undefined) this.budget.include(second.text, path, (file) => this.read(file));
        return;
      case 'directory':
        if (words.length === 2) this.directory = second?.text;
        return;
      case 'file':
        if (second !== undefined && second.text !== '' && words.length === 2 && isZone(inner)) {
          const range = rangeOf(second.start, second.end);
          const name = nameOf(inner);
          this.zones.push({ name, view: this.view, file: second.text, range, config: path });
        }
        return;
      case 'in-view':
        if (second !== undefined && this.view !== undefined && isZone(inner))
          this.shared.push({ name: nameOf(inner), view: this.view, from: second.text });
        return;
      default:
        this.addressMatch(words);
    }
  }

  /** An element of `match-clients` or of an `acl`. Nested lists are flattened. */
  private addressMatch(words: readonly Token[]): void {
    const element = words.map(({ text }) => text).join(' ');
    for (let i = this.blocks.length - 1; i > 0; i--) {
      const of = this.blocks[i]?.words ?? [];
      const kind = keyword(of);
      if (kind === 'acl' && i === 1) {
        const name = of[1]?.text ?? '';
        this.acls.set(name, [...(this.acls.get(name) ?? []), element]);
        return;
      }
      const { view } = this;
      if (view !== undefined && i === 2 && kind === 'match-clients')
        view.clients = [...(view.clients ?? []), element];
      if (view !== undefined && i === 2 && kind === 'match-destinations') view.hasDestinations = true;
    }
  }

  private get view(): BindView | undefined {
    return keyword(this.blocks[1]?.words ?? []) === 'view' ? this.views.at(-1) : undefined;
  }

  declarations(): readonly ZoneDeclaration[] {
    const audiences = audiencesOf(this.views, this.acls);
    const viewOf = (view: BindView | undefined): { view?: ServerView } => {
      if (view === undefined) return {};
      return { view: { name: view.name, audience: audiences.get(view) ?? 'unknown' } };
    };
    const found: ZoneDeclaration[] = this.zones.map((zone) => this.declaration(zone, viewOf(zone.view)));
    for (const { name, view, from } of this.shared) {
      const zone = this.zones.find((one) => one.name === name && one.view?.name === from);
      if (zone !== undefined) found.push(this.declaration(zone, viewOf(view)));
    }
    return found;
  }

  private declaration(
    { name, file, range, config }: DeclaredZone,
    view: { readonly view?: ServerView },
  ): ZoneDeclaration {
    const place = joinPath(this.directory, file.replaceAll('$name', name));
    return { zone: name, ...view, file: place, range, config };
  }
}

function keyword(words: readonly Token[]): string | undefined {
  return words[0]?.text.toLowerCase();
}

/** `zone "x"`, with or without a class. */
function isZone(words: readonly Token[]): boolean {
  return keyword(words) === 'zone' && words.length >= 2;
}

function nameOf(words: readonly Token[]): DomainName {
  return canonicalName(words[1]?.text ?? '');
}
