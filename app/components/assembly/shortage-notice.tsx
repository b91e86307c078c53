import type { Shortage } from '#app/domain/assembly/draw-forms.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** Which rows of a blueprint cannot be filled, and by how much. */
export function ShortageNotice({ shortages }: { shortages: readonly Shortage[] }) {
  const words = useWords(assemblyWords)
  const rowsOf = (cells: readonly number[]) => cells.map((cell) => words.row(cell + 1)).join(', ')
  return (
    <Notice tone="warn" title={words.shortage}>
      <ul className="list-disc pl-5">
        {shortages.map((shortage) => (
          <li key={`${shortage.kind}:${shortage.cells.join()}`}>
            {shortage.kind === 'too-few'
              ? words.tooFew(rowsOf(shortage.cells), shortage.needed, shortage.available)
              : words.enemies(rowsOf(shortage.cells))}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
