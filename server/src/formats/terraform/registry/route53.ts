import type { StandIn } from './stand-in.ts';

export const ROUTE53_MODULES: readonly StandIn[] = [
  {
    // Up to version 5. Terragrunt passes the records as a JSON string.
    source: 'terraform-aws-modules/route53/aws//modules/records',
    reading: { zone: ['zone_name', 'zone_id'] },
    lists: { this: 'records' },
    text: `
variable "create" { default = true }
variable "zone_id" { default = null }
variable "zone_name" { default = null }
variable "records" { default = [] }
variable "records_jsonencoded" { default = "[]" }

resource "aws_route53_record" "this" {
  for_each       = var.create ? { for i, one in var.records : i => one } : {}
  zone_id        = var.zone_id
  zone_name      = var.zone_name
  name           = each.value.name
  type           = each.value.type
  ttl            = try(each.value.ttl, null)
  records        = try(each.value.records, null)
  set_identifier = try(each.value.set_identifier, null)
}

resource "aws_route53_record" "encoded" {
  for_each       = var.create ? { for i, one in jsondecode(var.records_jsonencoded) : i => one } : {}
  zone_id        = var.zone_id
  zone_name      = var.zone_name
  name           = each.value.name
  type           = each.value.type
  ttl            = try(each.value.ttl, null)
  records        = try(each.value.records, null)
  set_identifier = try(each.value.set_identifier, null)
}
`,
  },
  {
    // From version 6. The key of a record is its name if it sets none.
    source: 'terraform-aws-modules/route53/aws',
    text: `
variable "create" { default = true }
variable "name" { default = null }
variable "records" { default = {} }

resource "aws_route53_record" "this" {
  for_each       = var.create ? var.records : {}
  zone_id        = var.name
  name           = coalesce(try(each.value.full_name, null), try(each.value.name, null), each.key)
  type           = each.value.type
  ttl            = try(each.value.ttl, null)
  records        = try(each.value.records, null)
  set_identifier = try(each.value.set_identifier, null)
}
`,
  },
  {
    // Each of several names is a zone with the same records. The module splits long strings.
    source: 'mineiros-io/route53/aws',
    reading: { zone: ['zone_name', 'zone_id'], splits: 'provider' },
    lists: { record: 'records' },
    text: `
variable "name" { default = null }
variable "zone_id" { default = null }
variable "records" { default = [] }

resource "aws_route53_record" "record" {
  for_each       = { for i, one in var.records : i => one }
  zone_id        = var.zone_id
  zone_name      = var.name
  name           = try(each.value.name, "")
  type           = each.value.type
  ttl            = try(each.value.ttl, null)
  records        = try(each.value.records, null)
  set_identifier = try(each.value.set_identifier, null)
}
`,
  },
  {
    source: 'cloudposse/route53-cluster-hostname/aws',
    text: `
variable "enabled" { default = true }
variable "zone_id" { default = null }
variable "dns_name" { default = "" }
variable "name" { default = "" }
variable "type" { default = "CNAME" }
variable "ttl" { default = 300 }
variable "records" { default = [] }

resource "aws_route53_record" "default" {
  count   = var.enabled ? 1 : 0
  zone_id = var.zone_id
  name    = coalesce(var.dns_name, var.name)
  type    = var.type
  ttl     = var.ttl
  records = var.records
}
`,
  },
  {
    // This module is not in a registry, but is used from its repository. It splits long strings.
    source: 'zachreborn/terraform-modules//modules/aws/route53/simple_record',
    reading: { splits: 'provider' },
    text: `
variable "zone_id" { default = null }
variable "name" {}
variable "type" {}
variable "ttl" { default = 300 }
variable "records" {}

resource "aws_route53_record" "this" {
  zone_id = var.zone_id
  name    = var.name
  type    = var.type
  ttl     = var.ttl
  records = var.records
}
`,
  },
  {
    // Its SPF record differs in other versions, so it is left out.
    source: 'trussworks/ses-domain/aws',
    differs: true,
    text: `
variable "domain_name" {}
variable "route53_zone_id" { default = null }
variable "dmarc_p" { default = "none" }
variable "dmarc_rua" {}

resource "aws_route53_record" "txt_dmarc" {
  zone_id = var.route53_zone_id
  name    = format("_dmarc.%s", var.domain_name)
  type    = "TXT"
  ttl     = 600
  records = [format("v=DMARC1; p=%s; rua=mailto:%s;", var.dmarc_p, var.dmarc_rua)]
}
`,
  },
];
