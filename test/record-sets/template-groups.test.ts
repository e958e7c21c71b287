import assert from 'node:assert/strict';
import { TemplateFamily } from '../../server/src/record-sets/template-family.ts';
import type { TemplateGroup, TemplateGrouping } from '../../server/src/record-sets/template-family.ts';
import { rangeOf } from '../../server/src/text/range.ts';

/** Each template that begins with "+" is deployed by the one before it. */
class Grouping implements TemplateGrouping {
  looks = 0;

  groupsOf(files: Parameters<TemplateGrouping['groupsOf']>[0]) {
    const { paths } = files;
    this.looks++;
    const groups: TemplateGroup[] = [];
    for (const path of paths) {
      const member = {
        givesValues: false,
        path,
        context: '',
        commentSign: '#',
        read: () => ({ sets: [], literalAt: () => undefined }),
      };
      const last = groups.at(-1);
      if (files.read(path)?.startsWith('+') === true && last !== undefined)
        groups[groups.length - 1] = { ...last, members: [...last.members, member] };
      else groups.push({ key: path, run: undefined, members: [member] });
    }
    return { groups, files: new Set<string>(), listed: new Map<string, ReadonlySet<string>>() };
  }

  seenIn(_: string, text: string): string {
    return String(text.startsWith('+'));
  }
}

const NO_FILES = { list: () => [], read: () => undefined };

function familyOf(texts: Readonly<Record<string, string>>) {
  const grouping = new Grouping();
  const family = new TemplateFamily(NO_FILES, grouping);
  for (const [path, text] of Object.entries(texts)) family.put(path, text);
  family.groups();
  grouping.looks = 0;
  const type = (path: string, text: string): string => {
    const change = family.edit(path, { range: rangeOf(0, 0), text });
    if (change.kind === 'changed') for (const { apply } of change.changes) apply();
    return change.kind;
  };
  const textsOf = (): readonly string[] =>
    family
      .groups()
      .flatMap(({ documents }) => documents.map(({ document: { text } }) => text.slice(0, text.length)));
  return { family, grouping, type, textsOf };
}

describe('templates that are grouped', () => {
  it('are not grouped again if an edit of one that is read alone does not affect groups', () => {
    const { grouping, type, textsOf } = familyOf({ a: 'one', b: 'two', c: 'three' });
    assert.equal(type('b', 'x'), 'changed');
    assert.equal(type('b', 'y'), 'changed');
    assert.equal(grouping.looks, 0);
    assert.deepEqual(textsOf(), ['one', 'yxtwo', 'three']);
  });

  it('are grouped again if it does', () => {
    const { family, grouping, type, textsOf } = familyOf({ a: 'one', b: 'two', c: 'three' });
    assert.equal(type('b', '+'), 'regrouped');
    assert.deepEqual(
      family.groups().map(({ documents }) => documents.map(({ path }) => path)),
      [['a', 'b'], ['c']],
    );
    assert.ok(grouping.looks > 0);
    assert.deepEqual(textsOf(), ['one', '+two', 'three']);
  });

  it('are looked at together if one is read with others', () => {
    const { grouping, type, textsOf } = familyOf({ a: 'one', b: '+two', c: 'three' });
    assert.equal(type('a', 'x'), 'changed');
    assert.equal(grouping.looks, 1);
    assert.deepEqual(textsOf(), ['xone', '+two', 'three']);
  });

  it('are grouped on demand after one was added', () => {
    const { family, type, textsOf } = familyOf({ a: 'one' });
    family.put('b', 'two');
    assert.equal(type('a', 'x'), 'regrouped');
    assert.deepEqual(textsOf(), ['xone', 'two']);
  });
});
