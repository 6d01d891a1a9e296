import {
  ConfirmSecondFactorInput,
  Done,
  FactorCodeInput,
  RecoveryCodes,
  SecondFactorOffer,
  SecondFactorStatus,
} from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { freshProcedure, router, secretProcedure } from '../../trpc.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
} from './second-factor.service.ts';

const tags = ['Second factor'];

/** TOTP (RFC 6238) with recovery codes; the same at both doors. */
export const secondFactorRouter = router({
  status: secretProcedure
    .meta(rest({ method: 'GET', path: '/auth/second-factor', summary: 'Whether the second factor is on', tags }))
    .output(SecondFactorStatus)
    .query(({ ctx }) => getSecondFactor(ctx)),
  begin: freshProcedure
    .meta(rest({ method: 'POST', path: '/auth/second-factor/begin', summary: 'A new secret, shown once', tags }))
    .output(SecondFactorOffer)
    .mutation(({ ctx }) => beginSecondFactor(ctx)),
  confirm: freshProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/second-factor/confirm',
        summary: 'Switch it on with a first code; answers the recovery codes, once',
        tags,
      }),
    )
    .input(ConfirmSecondFactorInput)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => confirmSecondFactor(ctx, input)),
  renewRecoveryCodes: secretProcedure
    .meta(
      rest({
        method: 'POST',
        path: '/auth/second-factor/recovery-codes',
        summary: 'New recovery codes; the old ones end',
        tags,
      }),
    )
    .input(FactorCodeInput)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx, input)),
  disable: secretProcedure
    .meta(rest({ method: 'POST', path: '/auth/second-factor/disable', summary: 'Switch it off, with a factor', tags }))
    .input(FactorCodeInput)
    .output(Done)
    .mutation(({ ctx, input }) => disableSecondFactor(ctx, input)),
});
