import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../server/src/analysis/input/config.ts';
import { PRESETS } from '../../server/src/analysis/input/presets.ts';
import { allServices } from '../../server/src/senders/services/all.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
}

const root = join(__dirname, '../..');
const schema = JSON.parse(readFileSync(join(root, 'schemas/mailtxt.schema.json'), 'utf8')) as Schema;
const properties = schema.properties ?? {};
const sender = schema.definitions?.['sender']?.anyOf?.[1]?.properties ?? {};

/** The problems that the reader finds in the settings with `value` at `path`. */
function problemsOf(path: readonly string[], value: unknown): readonly string[] {
  const settings = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return parseConfig(JSON.stringify(settings)).problems.map(({ message }) => message);
}

/** The keys that the reader suggests when it finds an unknown key. `wrap` puts an object at its place. */
function knownKeys(wrap: (object: string) => string): readonly string[] {
  const { problems } = parseConfig(wrap('{"qqqqqqqqqqqqqqqq": null}'));
  const list = problems.flatMap(({ message }) => / is not a setting; use (.+)$/.exec(message)?.[1] ?? []);
  return list
    .join(', ')
    .split(/, | or /)
    .sort();
}

const keysOf = (object: object): readonly string[] => Object.keys(object).sort();

describe('the schema of .mailtxt.json', () => {
  it('has the presets of the reader', () => {
    assert.deepEqual(schema.definitions?.['extended']?.anyOf?.[0]?.enum, PRESETS);
  });

  it('has the settings of the reader', () => {
    const dns = properties['dns']?.properties ?? {};
    assert.deepEqual(
      keysOf(properties),
      knownKeys((object) => object),
    );
    assert.deepEqual(
      keysOf(dns),
      knownKeys((object) => `{"dns": ${object}}`),
    );
    assert.deepEqual(
      keysOf(properties['terraform']?.properties ?? {}),
      knownKeys((object) => `{"terraform": ${object}}`),
    );
    assert.deepEqual(
      keysOf(properties['overrides']?.items?.properties ?? {}),
      knownKeys((object) => `{"overrides": [${object}]}`),
    );
    assert.deepEqual(
      keysOf(sender),
      knownKeys((object) => `{"senders": {"example.com": [${object}]}}`),
    );
  });

  it('describes each setting', () => {
    for (const [key, { description }] of Object.entries({
      ...properties,
      ...properties['dns']?.properties,
    })) {
      assert.ok((description ?? '').length > 10, key);
    }
  });

  for (const [key, { examples = [], default: initial }] of Object.entries(properties)) {
    for (const value of [...examples, initial].filter((one) => one !== undefined)) {
      it(`has a value of "${key}" that the reader accepts: ${JSON.stringify(value)}`, () => {
        assert.deepEqual(problemsOf([key], value), []);
      });
    }
  }

  for (const [key, { examples = [], default: initial, anyOf = [] }] of Object.entries(
    properties['dns']?.properties ?? {},
  )) {
    for (const value of [...examples, ...anyOf.flatMap((one) => one.enum ?? []), initial]) {
      it(`has a value of "dns.${key}" that the reader accepts: ${JSON.stringify(value)}`, () => {
        assert.deepEqual(problemsOf(['dns', key], value), []);
      });
    }
  }

  it('has the severities of the reader', () => {
    for (const severity of schema.definitions?.['severity']?.enum ?? []) {
      assert.deepEqual(problemsOf(['rules', 'spf-all-pass'], severity), []);
    }
    assert.notDeepEqual(problemsOf(['rules', 'spf-all-pass'], 'fatal'), []);
  });

  it('has the services of the reader', () => {
    assert.deepEqual(
      schema.definitions?.['service']?.enum,
      allServices()
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('requires of a sender what the reader requires', () => {
    for (const key of ['service', 'host', 'ip'] as const) {
      const value = { service: 'sendgrid', host: 'example.com', ip: ['192.0.2.1'] }[key];
      assert.deepEqual(problemsOf(['senders', 'example.com'], [{ [key]: value }]), []);
    }
    assert.notDeepEqual(problemsOf(['senders', 'example.com'], [{ name: 'Somebody' }]), []);
  });
});
