import type { Signer } from '#app/domain/certificates/issuance.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { useWords } from '../ui/locale.tsx'

/** Who signs the files: only what this installation can do. */
export function SignerChoice({ signers, id }: { signers: readonly Signer[]; id: string }) {
  const words = useWords(issuingWords)
  return (
    <div>
      <label htmlFor={id} className="font-semibold">
        {words.signer}
      </label>
      <select
        id={id}
        name="signer"
        className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink sm:w-auto"
      >
        {signers.map((signer) => (
          <option key={signer} value={signer}>
            {words.signers[signer]}
          </option>
        ))}
      </select>
    </div>
  )
}
