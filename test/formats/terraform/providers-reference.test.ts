import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RECORD_RESOURCES } from '../../../server/src/formats/terraform/providers/table.ts';
import { STAND_INS } from '../../../server/src/formats/terraform/registry/registry.ts';
import { CORPUS, sayNoCorpus } from '../../harness/corpus.ts';

/** A survey of the documentation and code of providers and modules: which resources make records, and how. */
const REFERENCE = path.join(CORPUS, '../reference/terraform-providers.json');

interface Reference {
  readonly resources: readonly { readonly resource: string; readonly also_resources: readonly string[] }[];
  readonly modules: readonly { readonly module: string }[];
}

/** Resources of the same providers that are not read, and why. */
const NOT_READ: Readonly<Record<string, string>> = {
  infoblox_ptr_record: 'names of addresses alone, and known by name only',
  bluecat_host_record: 'known by name only, what its arguments are called is not',
  bluecat_cname_record: 'known by name only, what its arguments are called is not',
  bluecat_generic_record: 'known by name only, what its arguments are called is not',
  constellix_a_record: 'known by name only, what its arguments are called is not',
  constellix_ptr_record: 'names of addresses alone, and known by name only',
  data: 'asks the DNS, and makes no record',
};

/** The stand-ins for each module; a module in the workspace does not need one. */
const MODULES: Readonly<Record<string, readonly string[] | string>> = {
  'terraform-aws-modules/route53/aws//modules/records': [
    'terraform-aws-modules/route53/aws//modules/records',
  ],
  'terraform-aws-modules/route53/aws': ['terraform-aws-modules/route53/aws'],
  'mineiros-io/route53/aws': ['mineiros-io/route53/aws'],
  'cloudposse/route53-cluster-hostname/aws': ['cloudposse/route53-cluster-hostname/aws'],
  'cloudposse/zone/cloudflare': ['cloudposse/zone/cloudflare'],
  'terraform-google-modules/cloud-dns/google': ['terraform-google-modules/cloud-dns/google'],
  'aztfmod/caf/azurerm dns_zone records': [
    'aztfmod/caf/azurerm',
    'aztfmod/caf/azurerm//modules/networking/dns_zone',
    'aztfmod/caf/azurerm//modules/networking/dns_zone/records',
  ],
  'zachreborn/terraform-modules route53 records': [
    'zachreborn/terraform-modules//modules/aws/route53/simple_record',
  ],
  'trussworks/ses-domain/aws': ['trussworks/ses-domain/aws'],
  'rsclarke/fastmail-style, no-email, mta-sts cloudflare modules': [
    'rsclarke/fastmail-email/cloudflare',
    'rsclarke/no-email/cloudflare',
    'rsclarke/mta-sts/cloudflare',
  ],
  'local wrapper modules (most common in practice)': 'are in the workspace, and read as they are',
};

describe('the reference of providers and modules', () => {
  let reference: Reference = { resources: [], modules: [] };

  before(function () {
    if (!existsSync(REFERENCE)) {
      sayNoCorpus('whether every resource and module that is known to make records is read');
      this.skip();
    }
    reference = JSON.parse(readFileSync(REFERENCE, 'utf8')) as Reference;
  });

  it('have a row for each resource that makes records', () => {
    const unread = reference.resources
      .map(({ resource }) => resource)
      .filter((resource) => !RECORD_RESOURCES.has(resource) && !(resource in NOT_READ));
    assert.deepEqual(unread, []);
    assert.equal(reference.resources.length, 65);
  });

  it('has a row, or a reason, for each other resource of those providers', () => {
    for (const { resource, also_resources: others } of reference.resources) {
      for (const other of others) {
        // `..._a_record` is short for the name of the first one.
        const name = other.replace(/^\.\.\./, resource.replace(/_[a-z]+_record$/, '')).split(/[ /]/)[0];
        assert.ok(name !== undefined && (RECORD_RESOURCES.has(name) || name in NOT_READ), other);
      }
    }
  });

  it('has a stand-in for each module', () => {
    assert.deepEqual(
      reference.modules.map(({ module }) => module),
      Object.keys(MODULES),
    );
    const known = new Set(STAND_INS.map(({ source }) => source));
    for (const sources of Object.values(MODULES)) {
      if (typeof sources !== 'string') for (const source of sources) assert.ok(known.delete(source), source);
    }
    assert.deepEqual([...known], []);
  });
});
