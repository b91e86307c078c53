/** A file to keep: its name holds nothing of a person, and no browser shows or guesses it as something else. */
export function download({
  bytes,
  fileName,
  contentType,
}: {
  readonly bytes: Uint8Array
  readonly fileName: string
  readonly contentType: string
}): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '-')}"`,
      'Content-Length': String(bytes.byteLength),
    },
  })
}

export const PDF = 'application/pdf'
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
