"""Answers of Debian's python3-spf to questions on standard input, a JSON document:
{"worlds": [{"answers": {"name TYPE": [...] or "SERVFAIL"}, "cases": [{"ip", "mailFrom", "helo"}]}]}
"""
import json
import sys

import spf


def main():
    results = []
    for world in json.load(sys.stdin)["worlds"]:
        spf.DNSLookup = lookup_in(world["answers"])
        results.append([check(case) for case in world["cases"]])
    json.dump(results, sys.stdout)


def lookup_in(answers):
    """As a resolver answers, which follows aliases itself."""

    def lookup(name, qtype, strict=True, timeout=20):
        at = name.lower()
        for _ in range(17):
            stored = answers.get(f"{at} {qtype}")
            alias = answers.get(f"{at} CNAME")
            if stored is not None or alias is None:
                break
            at = alias[0]
        else:
            stored = "SERVFAIL"
        if stored == "SERVFAIL":
            raise spf.TempError("DNS SERVFAIL")
        return [((name, qtype), data(qtype, value)) for value in stored or []]

    return lookup


def data(qtype, value):
    if qtype == "MX":
        return tuple(value)
    if qtype == "TXT":
        return [string.encode("latin-1") for string in value]
    return value


def check(case):
    query = spf.query(i=case["ip"], s=case["mailFrom"], h=case["helo"], receiver="unknown")
    result, _, explanation = query.check()
    return [result, explanation]


main()
