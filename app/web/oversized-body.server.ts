const MOST_BYTES = 64 * 1024 * 1024

/**
 * Takes in and forgets the body of a request that is answered without it: a browser shows the answer only after it could
 * send all. A body beyond any bound is cut off instead.
 */
export async function dropBody(request: Request): Promise<void> {
  if (request.body === null || request.bodyUsed || request.body.locked) return
  const reader = request.body.getReader()
  let bytes = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length
    if (bytes > MOST_BYTES) return reader.cancel()
  }
}
