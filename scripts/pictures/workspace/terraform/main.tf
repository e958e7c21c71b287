locals {
  spf = "v=spf1 include:_spf.google.com +all"
}

resource "aws_route53_zone" "main" {
  name = "example.edu"
}

resource "aws_route53_record" "spf" {
  for_each = toset(["example.edu", "news.example.edu"])

  zone_id = aws_route53_zone.main.zone_id
  name    = each.key
  type    = "TXT"
  ttl     = 3600
  records = [local.spf]
}
