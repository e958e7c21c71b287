import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordLines, terraform, txt } from './module.ts';

const LOCALS = `variable "given" {}
locals {
  host  = { name = "mail", address = var.given, aliases = ["mx"], none = null, inner = { address = var.given } }
  other = var.given
}
`;

/** Terraform's documentation of `can` and `try`: a missing part is an error, an unknown value is not. */
const CASES: Readonly<Record<string, string>> = {
  'can(local.host.name) ? "there" : "not there"': 'there',
  'can(local.host.inner) ? "there" : "not there"': 'there',
  'can({ a = local.host.domain }) ? "there" : "not there"': 'not there',
  'can(local.host.domain) ? "there" : "not there"': 'not there',
  'can(local.host.domain.name) ? "there" : "not there"': 'not there',
  'can(local.host["domain"]) ? "there" : "not there"': 'not there',
  'can(local.host.aliases[0]) ? "there" : "not there"': 'there',
  'can(local.host.aliases[1]) ? "there" : "not there"': 'not there',
  'can(local.host.none.name) ? "there" : "not there"': 'not there',
  'can(local.host.address) ? "there" : "not there"': '…',
  'can(local.host[var.given]) ? "there" : "not there"': '…',
  'can(local.other.name) ? "there" : "not there"': '…',
  'try(local.host.name, "otherwise")': 'mail',
  'try(local.host.domain, "otherwise")': 'otherwise',
  'try(local.host.address, "otherwise")': '…',
  'try(local.host[var.given], "otherwise")': '…',
  'try(local.other.name, "otherwise")': '…',
};

describe('parts that may be missing', () => {
  for (const [expression, expected] of Object.entries(CASES)) {
    it(`${expression}: ${expected}`, () => {
      const workspace = terraform({ 'main.tf': LOCALS + txt('a', expression) });
      assert.deepEqual(recordLines(workspace, 'main.tf'), [`a.example.com TXT "${expected}"`]);
    });
  }

  it('filter the elements of a loop', () => {
    const hosts = 'hosts = { a = { domain = "a" }, b = {} }';
    const each = '  for_each = { for name, host in local.hosts : name => host if can(host.domain) }\n';
    const workspace = terraform({ 'main.tf': `locals {\n  ${hosts}\n}\n${txt('x', 'each.key', each)}` });
    assert.deepEqual(recordLines(workspace, 'main.tf'), ['x.example.com TXT "a"']);
  });
});
