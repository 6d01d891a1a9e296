import { DeviceIdInput, Done, KnownDeviceList, SessionIdInput, SessionList, SessionsEnded } from '@ostiary/domain/auth';
import { rest } from '../../rest.ts';
import { router, signedInProcedure } from '../../trpc.ts';
import { forgetDevice, listDevices, listSessions, revokeOtherSessions, revokeSession } from './sessions.service.ts';

const tags = ['Sessions'];

/** Where the person is signed in, and the browsers that are known to be theirs. */
export const sessionsRouter = router({
  list: signedInProcedure
    .meta(rest({ method: 'GET', path: '/auth/sessions', summary: 'Live sessions of the signed-in person', tags }))
    .output(SessionList)
    .query(({ ctx }) => listSessions(ctx)),
  revoke: signedInProcedure
    .meta(rest({ method: 'DELETE', path: '/auth/sessions/{id}', summary: 'End one session', tags }))
    .input(SessionIdInput)
    .output(SessionsEnded)
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeOthers: signedInProcedure
    .meta(rest({ method: 'POST', path: '/auth/sessions/revoke-others', summary: 'End every other session', tags }))
    .output(SessionsEnded)
    .mutation(({ ctx }) => revokeOtherSessions(ctx)),
  devices: signedInProcedure
    .meta(rest({ method: 'GET', path: '/auth/devices', summary: 'Known browsers of the signed-in person', tags }))
    .output(KnownDeviceList)
    .query(({ ctx }) => listDevices(ctx)),
  forgetDevice: signedInProcedure
    .meta(rest({ method: 'DELETE', path: '/auth/devices/{id}', summary: 'Forget a known browser', tags }))
    .input(DeviceIdInput)
    .output(Done)
    .mutation(({ ctx, input }) => forgetDevice(ctx, input)),
});
