import type { ReactNode } from 'react'
import type { DistributionFilter } from '#app/domain/analytics/distribution-view.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { useWords } from '../ui/locale.tsx'
import {
  Choice,
  type ExamChoice,
  ExamSelect,
  FilterForm,
  PrintedChoice,
  RegionChoices,
  type RegionsToChoose,
  regionPart,
} from './filter-form.tsx'

type FilterProps = RegionsToChoose & {
  /** The page that it filters. */
  readonly to: string
  readonly exams: readonly ExamChoice[]
  readonly chosenExamId: string
  readonly filter: DistributionFilter
  /** Choices of this page alone. */
  readonly children?: ReactNode
}

/** What every page about the scores of an exam can be narrowed by. */
export function DistributionFilters({ to, exams, districts, urbanVillages, chosenExamId, filter, children }: FilterProps) {
  const words = useWords(analyticsWords).distribution
  const { fields } = useWords(commonWords)
  const exam = exams.find(({ id }) => id === chosenExamId)
  return (
    <>
      <PrintedChoice
        parts={[
          exam?.title,
          exam?.periodName,
          filter.field === null ? words.total : fields[filter.field],
          regionPart({ districts, urbanVillages }, filter),
        ]}
      />
      <FilterForm to={to} state={[filter, chosenExamId]}>
        <ExamSelect name="exam" label={words.exam} exams={exams} chosen={chosenExamId} />
        <Choice name="field" label={words.field} chosen={filter.field ?? ''}>
          <option value="">{words.total}</option>
          {SERVICE_FIELDS.map((field) => (
            <option key={field} value={field}>
              {fields[field]}
            </option>
          ))}
        </Choice>
        <RegionChoices districts={districts} urbanVillages={urbanVillages} asked={filter} />
        {children}
      </FilterForm>
    </>
  )
}
