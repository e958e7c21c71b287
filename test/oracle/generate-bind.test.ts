import assert from 'node:assert/strict';
import { findingsOf, zone } from '../harness/workspace.ts';
import { askBind, hasBind } from './bind.ts';

const HEAD = '$TTL 300\n@ SOA ns1.example.net. hostmaster 1 7200 30M 3D 900\n@ NS ns1.example.net.\n';

const DIRECTIVES = [
  '1-2 a$ A 192.0.2.$', '2-1 a$ A 192.0.2.$', '1-2', '1-2 a$', '1-2 a$ A', '1-2 a${ A 192.0.2.$', '1-2 a${0 A 192.0.2.$',
  '1-2 a${0,3} A 192.0.2.$', '1-2 a${0,3,d} A 192.0.2.$', '1-2 a${0,3,z} A 192.0.2.$', '1-2 a${x} A 192.0.2.$',
  '1-2 a${} A 192.0.2.$', '1-2 a${-5} A 192.0.2.$', '1-2 a${99999999999} A 192.0.2.$', '1-2 a${2147483647} A 192.0.2.$',
  '1-2/0 a$ A 192.0.2.$', '1-2/-1 a$ A 192.0.2.$', '1-10/2 a$ A 192.0.2.$', '1-10/ a$ A 192.0.2.$', 'a-b a$ A 192.0.2.$',
  '1 a$ A 192.0.2.$', '1-2-3 a$ A 192.0.2.$', '1-2 a$ FOO 192.0.2.$', '1-2 a$ TXT "x $"', '1-2 a$ MX "10 m$"',
  '1-2 a$ MX 10 m$', '1-2 a$ OPT 1', '1-2 a$ AXFR 1', '1-2 a$ CH A 192.0.2.1', '1-2 a$ IN A 192.0.2.$',
  '1-2 a$ 60 IN A 192.0.2.$', '1-2 a$ IN 60 A 192.0.2.$', '1-300 a$ A 192.0.2.$', '254-257 a$ A 192.0.2.$',
  '1-2 a${0,300} A 192.0.2.$', '1-2 a${0,3,n} A 192.0.2.$', '1-4294967295 a$ A 192.0.2.1', '1-2 a$ A 192.0.2.${0,0,d',
  '1-2 a$ CNAME $.x', '1-2 a A 192.0.2.$', '1-2 a$ A 192.0.2.1 extra', '1-2 a$ DS "1 8 2 aa"', '0-1 ${0,0,n}.x PTR h$',
  '1-2 a..$ A 192.0.2.1', '1-2 a${1,2,x}b A 192.0.2.1', '1-2 a${ 1} A 192.0.2.1', '1-2 a${1 ,2} A 192.0.2.1',
  '1-2 a${1,-2} A 192.0.2.1', '1-2147483648 a$ A 192.0.2.1', '1-1 a$ TXT "a; b $"', '1-1 "a$" A 192.0.2.1',
  '1-1 a$ TXT ""', '1-2 a$ CLASS1 A 192.0.2.1', '1-1 a\\$ TXT a\\$', '1-1 a$$ TXT a$$', '1-2 a$ RRSIG x',
]; // prettier-ignore

describe('$GENERATE', () => {
  before(function () {
    if (hasBind()) return;
    assert.notEqual(process.env['CI'], 'true', 'BIND has to be installed');
    console.log('    BIND is not here: what it refuses is not compared');
    this.skip();
  });

  for (const directive of DIRECTIVES) {
    it(directive, () => {
      const text = `${HEAD}$GENERATE ${directive}\n`;
      const isLoaded = askBind(text).lines !== undefined;
      const found = findingsOf(zone(text), 'example.com.zone').filter(
        ({ rule }) => rule === 'zone-generate-syntax',
      );
      assert.equal(found.length, isLoaded ? 0 : 1, askBind(text).message);
    });
  }
});
