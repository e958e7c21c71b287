import assert from 'node:assert/strict';
import { faultOfDomain } from '../../server/src/analysis/input/settings.ts';
import { allServices } from '../../server/src/senders/services/all.ts';
import {
  faultOfService,
  serviceById,
  serviceOfKeyTarget,
  serviceOfMailServer,
  serviceOfReturnPath,
  servicesOfInclude,
  targetOfKey,
} from '../../server/src/senders/services/catalog.ts';
import { isUnconfirmedName } from '../../server/src/senders/services/unconfirmed-names.ts';

describe('the catalog of services', () => {
  it('has each id once, in lowercase with dashes', () => {
    const ids = allServices().map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('has valid names in lowercase', () => {
    for (const { includes, customerIncludes, mx, mxHosts, returnPath, dkim } of allServices()) {
      const targets = dkim?.keys.map((key) => targetOfKey(key, 'example.com')) ?? [];
      const names = [
        ...includes,
        ...customerIncludes,
        ...mx,
        ...mxHosts,
        ...(dkim?.targets ?? []),
        returnPath?.target,
      ];
      for (const name of [...names, ...targets]) {
        if (name === undefined) continue;
        assert.equal(faultOfDomain(name), undefined, name);
        assert.equal(name, name.toLowerCase());
      }
    }
  });

  it('has the date of its data for each service', () => {
    for (const { id, asOf } of allServices()) assert.match(asOf, /^2026-\d\d-\d\d$/, id);
  });

  it('has only the id for services known from lists or memory', () => {
    const low = allServices().filter(({ confidence }) => confidence === 'low');
    assert.ok(low.length > 0);
    for (const { id, includes, customerIncludes, mx, mxHosts, returnPath, dkim, envelope } of low) {
      assert.deepEqual([...includes, ...customerIncludes, ...mx, ...mxHosts], [], id);
      assert.deepEqual([returnPath, dkim, envelope], [undefined, undefined, undefined], id);
    }
  });

  it('names no include without evidence of an SPF record', () => {
    for (const { includes, customerIncludes } of allServices()) {
      for (const name of [...includes, ...customerIncludes])
        assert.equal(isUnconfirmedName(name), false, name);
    }
  });

  it('does not take the MX of incoming mail for a return path', () => {
    assert.equal(serviceOfReturnPath('example.com', 'MX', 'route1.mx.cloudflare.net'), undefined);
    const bounces = serviceOfReturnPath('cf-bounce.example.com', 'MX', 'route1.mx.cloudflare.net');
    assert.equal(bounces?.id, 'cloudflare-email-sending');
  });

  it('knows its own CNAMEs', () => {
    for (const service of allServices()) {
      for (const key of service.dkim?.keys ?? []) {
        const target = targetOfKey(key, 'example.com');
        if (target !== undefined) assert.equal(serviceOfKeyTarget(target)?.id, service.id, target);
      }
    }
  });

  it('writes the domain into the target of a key', () => {
    const target = (id: string): string | undefined => {
      const [key] = serviceById(id)?.dkim?.keys ?? [];
      return key && targetOfKey(key, 'shop.example.com');
    };
    assert.equal(target('fastmail'), 'fm1.shop.example.com.dkim.fmhosted.com');
    assert.equal(target('brevo'), 'b1.shop-example-com.dkim.brevo.com');
    assert.equal(target('microsoft-365'), undefined);
  });

  it('finds a service by what its customers publish', () => {
    assert.deepEqual(
      servicesOfInclude('amazonses.com').map(({ id }) => id),
      ['amazon-ses', 'resend', 'loops', 'xmit', 'posthog'],
    );
    assert.deepEqual(
      servicesOfInclude('spf-0012af01.pphosted.com').map(({ id }) => id),
      ['proofpoint'],
    );
    assert.equal(serviceOfMailServer('example-com.mail.protection.outlook.com')?.id, 'microsoft-365');
    assert.equal(serviceOfMailServer('notgoogle.com'), undefined);
  });

  it('suggests known ids for an unknown one', () => {
    assert.match(faultOfService('sengrid') ?? '', /did you mean "sendgrid"\?$/);
    assert.match(faultOfService('Workspace') ?? '', /did you mean "google-workspace"\?$/);
    assert.match(faultOfService('our own box') ?? '', /use "host" or "ip" instead/);
  });
});
