import { describe, expect, test } from 'vitest'
import { askForLease, ON_PAPER } from './lease.ts'

const at = new Date('2026-11-21T05:00:00.000Z')
const heldBy = (deviceKey: string, silentFor: number) => ({ epoch: 3, deviceKey, seenAt: new Date(at.getTime() - silentFor * 1000) })
const ask = { at, silenceSeconds: 60, hasProctorToken: false }

describe('the write lease', () => {
  test('its own device keeps it, and is seen', () => {
    expect(askForLease(heldBy('phone', 500), { ...ask, deviceKey: 'phone' })).toEqual({
      ok: true,
      value: { kind: 'kept', lease: { epoch: 3, deviceKey: 'phone', seenAt: at } },
    })
  })
  test.each([
    { silentFor: 0, freeInSeconds: 60 },
    { silentFor: 59, freeInSeconds: 1 },
    { silentFor: 59.5, freeInSeconds: 1 },
  ])('another device waits: silent for $silentFor s', ({ silentFor, freeInSeconds }) => {
    expect(askForLease(heldBy('phone', silentFor), { ...ask, deviceKey: 'tablet' })).toEqual({
      ok: false,
      refusal: { kind: 'open-on-another-device', freeInSeconds },
    })
  })
  test.each([
    { silentFor: 60, hasProctorToken: false, because: 'silence' },
    { silentFor: 0, hasProctorToken: true, because: 'proctor-token' },
  ])('another device takes over by $because, under the next epoch', ({ silentFor, hasProctorToken, because }) => {
    expect(askForLease(heldBy('phone', silentFor), { ...ask, deviceKey: 'tablet', hasProctorToken })).toEqual({
      ok: true,
      value: { kind: 'taken-over', lease: { epoch: 4, deviceKey: 'tablet', seenAt: at }, because },
    })
  })
  test('an exam on paper goes to no device, whatever it knows and however long it waits', () => {
    for (const deviceKey of ['phone', ON_PAPER])
      expect(askForLease(heldBy(ON_PAPER, 9_000), { ...ask, deviceKey, hasProctorToken: true })).toMatchObject({ ok: false })
  })
})
