// Written by `npm run docs` from the table of formats, server/src/analysis/input/formats.ts.

/** Which files of each format an editor sends to the server. */
export const formatSelectors = {
  'mta-sts': [{ pattern: '**/mta-sts.txt' }],
  record: [],
  table: [],
  arm: [{ language: 'arm-template' }, { pattern: '**/*.{json,jsonc}' }],
  bicep: [{ language: 'bicep' }, { pattern: '**/*.bicep' }],
  cloudformation: [{ pattern: '**/*.{yaml,yml,json,template}' }],
  'record-data': [{ pattern: '**/*.{json,yaml,yml}' }],
  octodns: [{ pattern: '**/*.{yaml,yml}' }],
  zone: [{ language: 'dns-zone' }],
  terraform: [
    { language: 'terraform' },
    { language: 'opentofu' },
    { language: 'terraform-vars' },
    { language: 'opentofu-vars' },
    { pattern: '**/*.{tf,tofu,tf.json,tofu.json,tfvars,tfvars.json}' },
    { pattern: '**/{terragrunt.hcl,terragrunt.stack.hcl}' },
  ],
  dnscontrol: [
    { pattern: '**/dnsconfig.js' },
    { pattern: '**/*{dns,zone,domain}*.js' },
    { pattern: '**/*{dns,zone,domain}*/*.js' },
  ],
} as const;

/** Which files documents of the formats may read; the server ignores those that none of them reads. */
export const dataSelectors = [
  { language: 'bicep-params' },
  { pattern: '**/*.bicepparam' },
  { pattern: '**/*param*.{json,jsonc}' },
  { language: 'bicep-params' },
  { pattern: '**/*.bicepparam' },
  { pattern: '**/*param*.{json,jsonc}' },
  { pattern: '**/*.{yaml,yml,json,csv,tftpl,tpl,hcl}' },
  { pattern: '**/*.{js,json,json5}' },
] as const;
