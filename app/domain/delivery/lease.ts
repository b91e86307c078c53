import { accept, type Result, refuse } from '../shared/result.ts'

/** The right to write an attempt's answers: one device at a time holds it. Every change of hands has a higher epoch. */
export type Lease = { readonly epoch: number; readonly deviceKey: string /** Its last sign of life. */; readonly seenAt: Date }

/** No device has it as its key: after a proctor's act the next device of the candidate takes the exam over at once. */
export const NO_DEVICE = ''

/** Stands where a device's key would: the exam is sat on paper, and no device ever writes it. Keys of devices are 32 hex digits. */
export const ON_PAPER = 'paper'

export type LeaseRefusal = {
  readonly kind: 'open-on-another-device'
  /** Seconds until silence alone frees the lease, if the other device stays silent. */
  readonly freeInSeconds: number
}

type LeaseAsk = {
  readonly deviceKey: string
  readonly at: Date
  /** The policy's silence after which another device may take over. */
  readonly silenceSeconds: number
  readonly hasProctorToken: boolean
}

export type LeaseAnswer =
  | { readonly kind: 'kept'; readonly lease: Lease }
  | { readonly kind: 'taken-over'; readonly lease: Lease; readonly because: 'proctor-token' | 'proctor-act' | 'silence' }

/** The device that holds the lease keeps it. Another one takes it over with the proctor's token, or after enough silence. */
export function askForLease(lease: Lease, { deviceKey, at, silenceSeconds, hasProctorToken }: LeaseAsk): Result<LeaseAnswer, LeaseRefusal> {
  const freeInSeconds = secondsUntilFree(lease, at, silenceSeconds)
  if (lease.deviceKey === ON_PAPER) return refuse({ kind: 'open-on-another-device', freeInSeconds })
  if (lease.deviceKey === deviceKey) return accept({ kind: 'kept', lease: { ...lease, seenAt: at } })
  if (!hasProctorToken && freeInSeconds > 0) return refuse({ kind: 'open-on-another-device', freeInSeconds })
  return accept({
    kind: 'taken-over',
    lease: { epoch: lease.epoch + 1, deviceKey, seenAt: at },
    because: lease.deviceKey === NO_DEVICE ? 'proctor-act' : hasProctorToken ? 'proctor-token' : 'silence',
  })
}

/** Whole seconds until the lease's silence is long enough; 0 when it is. */
export function secondsUntilFree(lease: Lease, at: Date, silenceSeconds: number): number {
  if (lease.deviceKey === NO_DEVICE) return 0
  const freeAt = lease.seenAt.getTime() + silenceSeconds * 1000
  return Math.max(0, Math.ceil((freeAt - at.getTime()) / 1000))
}
