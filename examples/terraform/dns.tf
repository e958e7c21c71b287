# A zone in Terraform. Some records are wrong on purpose; the module in modules/mail is right.

variable "verification" {
  type        = string
  description = "What the mail provider asks to see. Nothing is known of it here, and nothing is made of that."
}

resource "aws_route53_zone" "main" {
  name = "example.edu"
}

locals {
  # One list of senders for the domain and for its newsletter: a finding is shown here, once.
  spf = "v=spf1 mx ip4:203.0.113.300 include:_spf.google.com ~all"

  senders = {
    "example.edu"      = local.spf
    "news.example.edu" = local.spf
  }
}

resource "aws_route53_record" "spf" {
  for_each = local.senders

  zone_id = aws_route53_zone.main.zone_id
  name    = each.key
  type    = "TXT"
  ttl     = 3600
  records = each.key == "example.edu" ? [each.value, var.verification] : [each.value]
}

# Route 53 accepts at most 255 octets in one string.
resource "aws_route53_record" "dkim" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "2026._domainkey.example.edu"
  type    = "TXT"
  ttl     = 3600
  records = ["v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsUgXM3k/JxO6T9IROaNR5LA42jKRk0TGTTaDYPDn4GWlM7zgEgQIR0P91aka2JYXdFRTFaAYMyNbVl9ReVsLoIFAriWwSmeLrvCvys+sXT/cCCvJM8YPVZkT2iaywEfSiAe2ipssAM6xvHr82XeaIZNsvgjETVhL+NWvSGz9OQfD46ZEP4oKwtROS1U9M+MtzLqnnOFztrDdR1GywfYBhRXA+PGZpFZco5g43Y8jJBoRxGdOSndEBi3ASPhiFQh2z1Op/C2ok8YKsG0YzI8sN+u0otURByyo4JK2lqCa86oyQNRkPhG11XcYewgnSiuoMOuCJoNgDyzS393+6/VAUwIDAQAB"]
}

module "mail" {
  source = "./modules/mail"

  zone_id = aws_route53_zone.main.zone_id
  domain  = aws_route53_zone.main.name
  policy  = "quarentine"
}
