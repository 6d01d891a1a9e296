import { SecurityScreen } from '@ostiary/ui/security';
import { endSession } from '../../lib/session.ts';

export function SecurityPage() {
  return <SecurityScreen onSignedOut={() => endSession('signed-out', 'REPORTED')} />;
}
