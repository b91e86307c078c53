import { tryInSmall } from './small.ts'

tryInSmall('F1', 'F9', 'F14', 'F14b')
