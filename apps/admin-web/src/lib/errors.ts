export { errorCode, errorDetails, fieldErrors, requestId } from '@ostiary/ui/client';
export { errorText } from '@ostiary/ui/portal';
