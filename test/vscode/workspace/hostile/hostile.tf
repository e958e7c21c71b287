resource "aws_route53_zone" "main" {
  name = "hostile.example"
}

locals {
  policy = "a` ![q](https://evil.test/tag.png) `b"
}

resource "aws_route53_record" "dmarc" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "_dmarc"
  type    = "TXT"
  ttl     = 300
  records = ["v=DMARC1; p=a` ![q](https://evil.test/tag.png) `b; rua=mailto:a@${local.policy}"]
}
