import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestDeps } from './test-deps.ts';

/** What a process of the same bank is started with; what it compiles, the next one need not. */
export const childSettings = ({ deps, databaseUrl }: Pick<TestDeps, 'deps' | 'databaseUrl'>) => ({
  DATA_DIR: deps.env.DATA_DIR,
  DATABASE_URL: databaseUrl,
  LOG_LEVEL: 'silent',
  RATE_LIMIT_FACTOR: String(deps.env.RATE_LIMIT_FACTOR),
  NODE_COMPILE_CACHE: join(tmpdir(), 'ostiary-compiled'),
});
