import { readFileSync } from 'node:fs';
import path from 'node:path';
import { itEvaluates } from './function-values.ts';
import type { ValueCase } from './function-values.ts';

/** The values of these expressions according to hashicorp/hcl 2.14 and zclconf/go-cty 1.12; `…` if they reject them. */
const CASES = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'hcl-values.json'), 'utf8'),
) as readonly ValueCase[];

describe("Terraform expressions evaluated by HCL's own library", () => {
  itEvaluates(CASES);
});
