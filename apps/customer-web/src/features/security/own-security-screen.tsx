import { SecurityScreen } from '@ostiary/ui/security';
import { endSession } from '../../lib/session.ts';
import { ContactSection } from './contact-section.tsx';

/** How the person's account is protected and how the bank reaches them. */
export function OwnSecurityScreen() {
  return <SecurityScreen onSignedOut={() => endSession('signed-out', 'REPORTED')} extra={<ContactSection />} />;
}
