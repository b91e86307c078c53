import { expect, test } from 'vitest'
import { chainEndFault } from './chain-end.ts'

test.each([
  [{ seq: 5n, hash: 'a' }, { seq: 5n, hash: 'a' }, null],
  [
    { seq: 3n, hash: 'a' },
    { seq: 5n, hash: 'b' },
    { seq: 4n, fault: 'missing-at-end' },
  ],
  [
    { seq: 6n, hash: 'a' },
    { seq: 5n, hash: 'b' },
    { seq: 6n, fault: 'behind-head' },
  ],
  [
    { seq: 5n, hash: 'a' },
    { seq: 5n, hash: 'b' },
    { seq: 5n, fault: 'head-differs' },
  ],
])('a chain that ends at %o under the head %o has the fault %o', (last, head, fault) => {
  expect(chainEndFault(last, head)).toEqual(fault)
})
