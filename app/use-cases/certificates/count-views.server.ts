import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { CertificateId } from '#app/domain/shared/id.ts'
import { log } from '#app/platform/log.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { addViews } from './certificate-store.server.ts'

const SECONDS_KEPT = 2

let waiting = new Map<CertificateId, number>()

/**
 * Counts that somebody looked. Counts are gathered for two seconds and written in one statement, so that a page that many
 * people open waits for nothing; a killed process forgets at most those.
 */
export function countView(actor: Actor, certificateId: CertificateId, at: Date): void {
  if (!may(actor, 'certificate.check')) return
  if (waiting.size === 0) setTimeout(() => void flush(at), SECONDS_KEPT * 1000).unref()
  waiting.set(certificateId, (waiting.get(certificateId) ?? 0) + 1)
}

async function flush(at: Date): Promise<void> {
  const views = waiting
  waiting = new Map()
  await reading((transaction) => addViews(transaction, views, at)).catch((error: unknown) => log.error('certificate.views', error))
}
