import { tryInSmall } from './small.ts'

tryInSmall('F6', 'F7', 'F8')
