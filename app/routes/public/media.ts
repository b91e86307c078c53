import { findPicture } from '#app/use-cases/question-bank/find-picture.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { notFound } from '#app/web/refusal.server.ts'

/** A question's picture. Its address is the hash of what it holds, so that it may be kept for ever; opened by itself it runs nothing. */
export const loader = guardedLoader('public.read', async ({ actor, params }) => {
  const result = await findPicture(actor, params.hash ?? '')
  if (!result.ok) return notFound()
  const { contentType, bytes } = result.value
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(bytes.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
})
