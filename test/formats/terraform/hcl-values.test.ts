import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itEvaluates } from './function-values.ts';
import type { ValueCase } from './function-values.ts';

/** What hashicorp/hcl 2.14 and zclconf/go-cty 1.12 evaluate these expressions to; `…` where they refuse them. */
const CASES = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'hcl-values.json'), 'utf8'),
) as readonly ValueCase[];

describe("expressions of Terraform that HCL's own library has evaluated", () => {
  itEvaluates(CASES);
});
