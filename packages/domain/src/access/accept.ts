import { z } from 'zod';
import { Password, Username } from '../registration/index.ts';

export const AcceptInput = z.strictObject({
  token: z.string().min(20).max(200),
  username: Username,
  password: Password,
});
export type AcceptInput = z.infer<typeof AcceptInput>;
export const Accepted = z.strictObject({ username: z.string() });
export type Accepted = z.infer<typeof Accepted>;
