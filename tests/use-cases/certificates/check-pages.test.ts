import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { reading } from '#app/platform/transaction.server.ts'
import { decideChange, requestChange } from '#app/use-cases/certificates/change-certificate.server.ts'
import { reportCompromisedKey } from '#app/use-cases/certificates/signing-keys.server.ts'
import { checkPages, limitChecks } from '#app/web/check-pages.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { certificateJob, makeCertificate } from './results.ts'
import { useCertificateStaff } from './staff.ts'

useTestDatabase()
const job = certificateJob
const staff = useCertificateStaff()

let addresses = 0
const somebody = () => {
  addresses += 1
  return `10.0.0.${addresses}`
}

async function published() {
  const { id, publicId } = await makeCertificate(staff, 'local-key')
  return { id, path: `/v/${publicId}` }
}

/** Pages with a router before which it is counted how often it is asked. */
function pagesOf(answer: (asked: number) => Response = (asked) => new Response(`<p>rendering ${asked}</p>`)) {
  const asked: string[] = []
  const pageFor = checkPages(async (path, address) => {
    expect(() => limitChecks(address)).not.toThrow()
    asked.push(path)
    return answer(asked.length)
  })
  return { asked, pageFor, text: async (path: string) => Buffer.from((await pageFor(path, somebody()))?.bytes ?? []).toString() }
}

describe('the pages of the public check', () => {
  test('are rendered once for many readers at once, and again in the next minute at the latest', async () => {
    const { path } = await published()
    const { asked, pageFor } = pagesOf()
    const pages = await Promise.all(Array.from({ length: 50 }, () => pageFor(path, somebody())))
    expect(asked.length).toBeLessThanOrEqual(2)
    expect(pages.every((page) => page !== null)).toBe(true)
  })

  test('show a revocation at once, and a key that is no longer trusted', async () => {
    const { id, path } = await published()
    const { asked, text } = pagesOf()
    await text(path)
    const before = asked.length
    const change = await requestChange(staff.issuer, id, { kind: 'revoke', reason: 'violation', note: null })
    if (!change.ok) throw new Error('refused')
    await text(path)
    expect(asked.length - before).toBeLessThanOrEqual(1)
    const waiting = asked.length
    await decideChange(staff.approver, change.value.changeId, 'approved')
    expect(await text(path)).toBe(`<p>rendering ${waiting + 1}</p>`)
    const { documentKid } = await reading((transaction) =>
      transaction.certificateIssuance.findFirstOrThrow({ where: { certificateId: id } }),
    )
    await reportCompromisedKey(job, documentKid ?? '')
    expect(await text(path)).toBe(`<p>rendering ${waiting + 2}</p>`)
  })

  test('are the router’s matter for what is unknown, no code, or more than one address may ask', async () => {
    const { path } = await published()
    const { asked, pageFor } = pagesOf()
    for (const other of [`/v/${'0'.repeat(32)}`, '/v/offline', '/v/', `${path}0`]) expect(await pageFor(other, somebody())).toBeNull()
    expect(asked).toEqual([])
    const address = somebody()
    const answers = []
    for (let sent = 0; sent < 125; sent += 1) answers.push(await pageFor(path, address))
    expect(answers.filter((page) => page !== null).length).toBe(120)
    expect(() => limitChecks(address)).toThrow(expect.objectContaining({ status: 429 }))
    expect(await pageFor(path, somebody())).not.toBeNull()
  })

  test('are not kept when the rendering failed or gave no page', async () => {
    const { path } = await published()
    const failing = pagesOf((asked) => {
      if (asked === 1) throw new Error('no')
      return new Response(null, { status: 409 })
    })
    await expect(failing.pageFor(path, somebody())).rejects.toThrow('no')
    expect(await failing.pageFor(path, somebody())).toBeNull()
    expect(failing.asked).toHaveLength(2)
  })

  test('come packed, with the hashes of the scripts that stand in them and no others', async () => {
    const { path } = await published()
    const html = '<script nonce="a">one()</script><script src="/assets/a.js"></script><script type="module">two()\n</script><p>teks</p>'
    const page = await pagesOf(() => new Response(html)).pageFor(path, somebody())
    const hash = (script: string) => createHash('sha256').update(script).digest('base64')
    expect(page?.scripts).toEqual([hash('one()'), hash('two()\n')])
    expect(brotliDecompressSync(page?.brotli ?? Buffer.of()).toString()).toBe(html)
    expect(gunzipSync(page?.gzip ?? Buffer.of()).toString()).toBe(html)
  })
})
