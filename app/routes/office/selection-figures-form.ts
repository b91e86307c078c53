import { FIGURE_KINDS } from '#app/domain/selection/figures-file.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { makeFiguresForm } from '#app/use-cases/selection/make-figures-form.server.ts'
import { download, XLSX } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The form of a file of kelurahan or of candidates, to download and fill in. */
export const loader = guardedLoader('selection.import', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const kind = FIGURE_KINDS.find((each) => each === url.searchParams.get('kind'))
  if (!periodId.success || kind === undefined) return notFound()
  const result = await makeFiguresForm(actor, periodId.data, kind, locale)
  if (!result.ok) return answerRefusal(result.refusal)
  return download({
    bytes: result.value,
    contentType: XLSX,
    fileName: kind === 'villages' ? 'format-kuota-kelurahan.xlsx' : 'format-nilai-peserta.xlsx',
  })
})
