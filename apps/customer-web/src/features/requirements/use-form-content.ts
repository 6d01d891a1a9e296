import { trpc } from '../../lib/trpc.ts';

/** What stands in the forms, asked anew by each page that opens: nothing may change under the typing hand, or stay in memory. */
export function useFormContent() {
  return trpc.requirements.form.useQuery(undefined, { staleTime: Infinity, gcTime: 0 });
}
