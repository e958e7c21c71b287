import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { MAX_DATA } from '../../../server/src/formats/terraform/evaluate/functions/decode.ts';
import { MAX_STEPS, Work } from '../../../server/src/formats/terraform/evaluate/work.ts';
import { COSTLY_MODULES, RIGHT_LINE } from './costly-shapes.ts';
import { recordLines, terraform } from './module.ts';

/** Steps that one place may charge in a single call: 4 of its characters each, for a text that is one YAML token. */
const AT_ONCE = MAX_DATA / 4;
/** Modules that took many times as long as they were charged, or never ended; the others are for measuring. */
const TRIED = [
  'formatlist with many values that are no lists()',
  'replace by nothing()',
  'regexall, of many empty groups()',
  'chomp()',
  'yamldecode of a long comment()',
  'a function that there is not()',
  'an attribute of a long name, of what is unknown',
  'a local of a long name',
  'a resource of a long name',
  'a loop that ends at its first element',
  'a text of many escapes',
  'long texts',
  'ranges that never end',
  'a resource of many blocks, asked for what it does not have',
  'uses of a module with many inputs',
  'uses of a module with a large input',
  'uses of a module of many calls without a source',
  'uses of a module of many outputs',
  'uses of a module with a long name',
  'records in zones whose names are long',
  'records whose names are long',
  'many YAML files of escapes',
  'a template of text',
  'base64decode',
  'yamlencode of escapes',
  'templatestring of many parts',
  'fileset of many folders',
  'fileset that compares long names',
];

describe('Terraform modules that take as much work as possible', function () {
  this.timeout(60_000);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the object that it was
  const { spend } = Work.prototype;
  let charged: { steps: number; mostAtOnce: number; calls: number };

  beforeEach(() => {
    charged = { steps: 0, mostAtOnce: 0, calls: 0 };
    Work.prototype.spend = function (this: Work, steps, at) {
      const isLeft = spend.call(this, steps, at);
      charged.calls++;
      charged.mostAtOnce = Math.max(charged.mostAtOnce, steps);
      if (isLeft) charged.steps += steps;
      return isLeft;
    };
  });
  afterEach(() => {
    Work.prototype.spend = spend;
  });

  for (const name of TRIED) {
    it(`stay within their budget, and keep earlier results: ${name}`, () => {
      const files = COSTLY_MODULES.find((one) => one.name === name)?.files();
      assert.ok(files !== undefined, name);
      const [path = ''] = Object.keys(files);
      const workspace = terraform(files);
      assert.ok(recordLines(workspace, path).includes(RIGHT_LINE));
      assert.ok(charged.steps <= MAX_STEPS, `${charged.steps} steps`);
      assert.ok(charged.mostAtOnce <= AT_ONCE, `${charged.mostAtOnce} steps at once`);
      // Once nothing is left, there are few further calls: each refusal takes time too.
      assert.ok(charged.calls <= 2 * MAX_STEPS, `${charged.calls} calls`);
    });
  }
});
