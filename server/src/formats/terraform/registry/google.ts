import type { StandIn } from './stand-in.ts';

export const GOOGLE_MODULES: readonly StandIn[] = [
  {
    source: 'terraform-google-modules/cloud-dns/google',
    reading: { form: 'relative' },
    lists: { records: 'recordsets' },
    text: `
variable "domain" { default = null }
variable "recordsets" { default = [] }

resource "google_dns_record_set" "records" {
  for_each     = { for i, one in var.recordsets : i => one }
  managed_zone = var.domain
  name         = each.value.name
  type         = each.value.type
  ttl          = try(each.value.ttl, null)
  rrdatas      = try(each.value.records, null)

  dynamic "routing_policy" {
    for_each = try(each.value.routing_policy, null) == null ? [] : [each.value.routing_policy]
    content {
      dynamic "wrr" {
        for_each = try(routing_policy.value.wrr, [])
        content {
          rrdatas = try(wrr.value.records, wrr.value.rrdatas, null)
        }
      }
      dynamic "geo" {
        for_each = try(routing_policy.value.geo, [])
        content {
          rrdatas = try(geo.value.records, geo.value.rrdatas, null)
        }
      }
    }
  }
}
`,
  },
];
