export { errorCode, errorDetails, fieldErrors } from '@ostiary/ui/client';
export { errorText } from '@ostiary/ui/portal';
