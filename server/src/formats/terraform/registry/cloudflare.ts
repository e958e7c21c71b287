import type { StandIn } from './stand-in.ts';

/** The DMARC records of `rsclarke/no-email` and `rsclarke/fastmail-email`. */
const DMARC = `
variable "dmarc_rua" {}
variable "dmarc_ruf" {}

resource "cloudflare_record" "dmarc" {
  zone_id = var.zone_id
  name    = "_dmarc"
  type    = "TXT"
  content = format(
    "v=DMARC1; p=reject; rua=mailto:%s; ruf=mailto:%s; fo=1:d:s",
    join(",mailto:", var.dmarc_rua),
    join(",mailto:", var.dmarc_ruf),
  )
}
`;

export const CLOUDFLARE_MODULES: readonly StandIn[] = [
  {
    source: 'cloudposse/zone/cloudflare',
    lists: { default: 'records' },
    text: `
variable "zone" { default = null }
variable "records" { default = [] }

resource "cloudflare_record" "default" {
  for_each = { for i, one in var.records : i => one }
  zone_id  = var.zone
  name     = each.value.name
  type     = each.value.type
  value    = each.value.value
  priority = try(each.value.priority, null)
  proxied  = try(each.value.proxied, false)
  ttl      = try(each.value.ttl, 1)
}
`,
  },
  {
    source: 'rsclarke/no-email/cloudflare',
    differs: true,
    text: `
variable "zone_id" { default = null }
${DMARC}
resource "cloudflare_record" "spf" {
  zone_id = var.zone_id
  name    = "@"
  type    = "TXT"
  content = "v=spf1 -all"
}

resource "cloudflare_record" "dkim" {
  zone_id = var.zone_id
  name    = "*._domainkey"
  type    = "TXT"
  content = "v=DKIM1; p="
}
`,
  },
  {
    source: 'rsclarke/fastmail-email/cloudflare',
    differs: true,
    text: `
variable "zone_id" { default = null }
variable "zone_name" {}
variable "spf_terms" { default = [] }
variable "tlsrpt_rua" {}
${DMARC}
resource "cloudflare_record" "mx" {
  for_each = { "in1-smtp.messagingengine.com" = 10, "in2-smtp.messagingengine.com" = 20 }
  zone_id  = var.zone_id
  name     = "@"
  type     = "MX"
  content  = each.key
  priority = each.value
}

resource "cloudflare_record" "dkim" {
  for_each = toset(["fm1", "fm2", "fm3"])
  zone_id  = var.zone_id
  name     = format("%s._domainkey", each.key)
  type     = "CNAME"
  content  = format("%s.%s.dkim.fmhosted.com", each.key, var.zone_name)
}

resource "cloudflare_record" "spf" {
  zone_id = var.zone_id
  name    = "@"
  type    = "TXT"
  content = join(" ", concat(["v=spf1", "include:spf.messagingengine.com"], var.spf_terms, ["-all"]))
}

module "mta_sts" {
  source  = "rsclarke/mta-sts/cloudflare"
  zone_id = var.zone_id
  rua     = var.tlsrpt_rua
}
`,
  },
  {
    source: 'rsclarke/mta-sts/cloudflare',
    differs: true,
    text: `
variable "zone_id" { default = null }
variable "rua" {}

resource "cloudflare_record" "smtp_tls" {
  zone_id = var.zone_id
  name    = "_smtp._tls"
  type    = "TXT"
  content = format("v=TLSRPTv1; rua=%s", join(",", var.rua))
}
`,
  },
];
