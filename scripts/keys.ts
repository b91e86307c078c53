import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import { KEY_PURPOSES } from '#app/domain/certificates/signing-key.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import {
  ensureSigningKeys,
  publishedKeys,
  reportCompromisedKey,
  rotateSigningKey,
} from '#app/use-cases/certificates/signing-keys.server.ts'
import { namesOfRecoveryKeys, replaceRecoveryKey } from '#app/use-cases/proctoring/recovery-keys.server.ts'

const COMMAND_LINE: Actor = { kind: 'system', job: 'command-line' }
const USAGE = `usage: npm run keys                          what keys there are
       npm run keys -- rotate document|credential   the next key takes the place of the one in use
       npm run keys -- rotate recovery              devices seal their recovery files to a new key
       npm run keys -- compromised <kid>            what this key signed is trusted by nobody from now on`

/** The keys that sign certificates, and those to which recovery files are sealed. A rotation stops batches that are under way; they are resumed on their page. */
async function main([act, what = '']: readonly string[]) {
  if (act === undefined) {
    await ensureSigningKeys(COMMAND_LINE)
    for (const purpose of KEY_PURPOSES)
      for (const key of (await publishedKeys(ANONYMOUS)).filter((each) => each.purpose === purpose))
        console.log(`${purpose.padEnd(10)} ${key.state.padEnd(8)} ${key.kid}  until ${key.notAfter.toISOString().slice(0, 10)}`)
    const names = await namesOfRecoveryKeys(COMMAND_LINE)
    if (!names.ok) throw new Error(`The keys of recovery files are not shown: ${names.refusal.kind}`)
    for (const [place, kid] of names.value.entries()) console.log(`recovery   ${place === 0 ? 'active ' : 'retired'}  ${kid}`)
    return
  }
  if (act === 'rotate' && (what === 'document' || what === 'credential')) {
    const result = await rotateSigningKey(COMMAND_LINE, what)
    if (!result.ok) throw new Error(`The key was not rotated: ${result.refusal.kind}`)
    return console.log(`In use from now on: ${result.value.kid}`)
  }
  if (act === 'rotate' && what === 'recovery') {
    const result = await replaceRecoveryKey(COMMAND_LINE)
    if (!result.ok) throw new Error(`The key was not rotated: ${result.refusal.kind}`)
    return console.log(`In use from now on: ${result.value.kid}`)
  }
  if (act !== 'compromised' || what === '') throw new Error(USAGE)
  const result = await reportCompromisedKey(COMMAND_LINE, what)
  if (!result.ok) throw new Error(`Nothing was changed: ${result.refusal.kind}`)
  console.log('No longer trusted. Put another key into its place: npm run keys -- rotate …')
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
