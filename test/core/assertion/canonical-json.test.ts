import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../core/assertion/canonical-json.ts'

describe('RFC 8785', () => {
  it('sorts members by UTF-16 code units, as the example of §3.2.3 has them', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(Object.values(JSON.parse(canonicalJson(value)))).toContain(5)
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
  })

  it('writes numbers and strings as ECMAScript does (§3.2.2)', () => {
    expect(canonicalJson([1e30, 4.5, 2e-3, 1e-27, -0, 1e21])).toBe('[1e+30,4.5,0.002,1e-27,0,1e+21]')
    expect(canonicalJson('\u20ac$\u000f\nA\'B"\\\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"')
    expect(canonicalJson([null, true, false, {}, []])).toBe('[null,true,false,{},[]]')
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 'a\udc00'])('has no text for %j', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })

  it('sorts names that ECMAScript would put first, and those inside of what is in order itself', () => {
    expect(canonicalJson({ a: 1, '10': 2, '9': 3 })).toBe('{"10":2,"9":3,"a":1}')
    expect(canonicalJson({ a: [{ c: 1, b: 2 }], d: { '': 3, a: 4 } })).toBe('{"a":[{"b":2,"c":1}],"d":{"":3,"a":4}}')
  })

  it('tells a lone surrogate from a text that spells its escape, in names too', () => {
    expect(canonicalJson({ a: '\\ud800' })).toBe('{"a":"\\\\ud800"}')
    expect(() => canonicalJson({ a: 1, 'b\ud800': 2 })).toThrow(TypeError)
    expect(() => canonicalJson({ a: ['x', { b: '\udfff' }] })).toThrow(TypeError)
  })
})
