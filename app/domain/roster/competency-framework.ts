import { z } from 'zod'
import { ServiceField } from './service-field.ts'

const Code = z.string().regex(/^[a-z0-9_-]{1,60}$/)
const Name = z.string().min(1).max(200)

/** What cadres must be able to do, as versioned data: service fields, groups, competencies, and who earns which badge. */
export const CompetencyFramework = z
  .strictObject({
    code: Code,
    version: z.number().int().min(1),
    status: z.enum(['draft', 'in-force']),
    title: Name,
    note: z.string().max(1000).optional(),
    fields: z.array(z.strictObject({ code: ServiceField, name: Name })).min(1),
    groups: z
      .array(
        z.strictObject({
          code: Code,
          field: ServiceField,
          name: Name,
          competencies: z.array(z.strictObject({ code: Code, name: Name })).min(1),
        }),
      )
      .min(1),
    /** A badge needs every required group and as many others as `anyOf` says. */
    badges: z.array(z.strictObject({ level: Code, name: Name, required: z.array(Code), anyOf: z.number().int().min(0) })),
  })
  .superRefine((framework, context) => {
    const seen = new Set<string>()
    for (const [group, { competencies }] of framework.groups.entries()) {
      for (const [index, { code }] of competencies.entries()) {
        if (seen.has(code))
          context.addIssue({
            code: 'custom',
            path: ['groups', group, 'competencies', index, 'code'],
            params: { code: 'duplicate-competency' },
          })
        seen.add(code)
      }
    }
    const groups = new Set(framework.groups.map(({ code }) => code))
    for (const [badge, { required }] of framework.badges.entries()) {
      for (const [index, code] of required.entries()) {
        if (!groups.has(code))
          context.addIssue({ code: 'custom', path: ['badges', badge, 'required', index], params: { code: 'unknown-group' } })
      }
    }
  })
export type CompetencyFramework = z.infer<typeof CompetencyFramework>

/** The service field that a competency belongs to; null when the framework does not have it. */
export function fieldOfCompetency(framework: CompetencyFramework, competency: string): ServiceField | null {
  return framework.groups.find(({ competencies }) => competencies.some(({ code }) => code === competency))?.field ?? null
}
