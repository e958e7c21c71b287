/**
 * Reads as much of the YAML of the openspf.org test suite as it uses: blocks of `key: value` by indentation, lists of
 * one-line records, quoted and plain values. Folded descriptions are passed over.
 */
export interface Scenario {
  readonly description: string;
  readonly tests: readonly SuiteTest[];
  /** The values of TXT records (and of type SPF, which the suite uses for TXT) by lowercase name. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

export interface SuiteTest {
  readonly name: string;
  /** The domain whose record is evaluated. */
  readonly domain: string;
  /** More than one where the standard leaves it open. */
  readonly results: readonly string[];
}

export function readSuite(yaml: string): readonly Scenario[] {
  return yaml
    .split(/^---$/m)
    .map(readScenario)
    .filter((scenario) => scenario.tests.length > 0);
}

function readScenario(text: string): Scenario {
  const tests: SuiteTest[] = [];
  const texts = new Map<string, string[]>();
  let section = '';
  let name = '';
  let fields = new Map<string, string>();
  const finish = (): void => {
    if (section === 'tests' && fields.has('result')) tests.push(toTest(name, fields));
    fields = new Map();
  };
  for (const line of text.split('\n')) {
    const top = /^(\w+):/.exec(line);
    const entry = /^ {2}("?)([^\s#].*?)\1:\s*$/.exec(line);
    const field = /^ {4}(\w+):\s*(.*)$/.exec(line);
    const record = /^ {4}- (\w+):\s*(.*)$/.exec(line);
    if (top !== null) {
      finish();
      section = top[1] ?? '';
    } else if (entry !== null) {
      finish();
      name = entry[2] ?? '';
    } else if (record !== null && (record[1] === 'TXT' || record[1] === 'SPF')) {
      const owner = name.toLowerCase();
      texts.set(owner, [...(texts.get(owner) ?? []), valuesOf(record[2] ?? '').join('')]);
    } else if (field !== null && section === 'tests') {
      fields.set(field[1] ?? '', field[2] ?? '');
    }
  }
  finish();
  const description = /^description: (.*)$/m.exec(text)?.[1] ?? '';
  return { description, tests, texts };
}

function toTest(name: string, fields: ReadonlyMap<string, string>): SuiteTest {
  const sender = valuesOf(fields.get('mailfrom') ?? '').join('');
  const helo = valuesOf(fields.get('helo') ?? '').join('');
  const domain = sender === '' ? helo : sender.slice(sender.lastIndexOf('@') + 1);
  return { name, domain: domain.toLowerCase(), results: valuesOf(fields.get('result') ?? '') };
}

/** `plain`, `"quoted"`, `'quoted'` or `[a, "b"]`. */
function valuesOf(typed: string): readonly string[] {
  const list = /^\[(.*)\]$/.exec(typed.trim());
  if (list === null) return [unquote(typed.trim())];
  const items = (list[1] ?? '').match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,\s]+/g) ?? [];
  return items.map(unquote);
}

function unquote(typed: string): string {
  if (typed.startsWith("'")) return typed.slice(1, -1);
  if (!typed.startsWith('"')) return typed;
  return typed
    .slice(1, -1)
    .replace(/\\(?:x([0-9A-Fa-f]{2})|(.))/g, (_, hex: string | undefined, other: string) =>
      hex === undefined ? (other === '0' ? '\0' : other) : String.fromCharCode(Number.parseInt(hex, 16)),
    );
}
