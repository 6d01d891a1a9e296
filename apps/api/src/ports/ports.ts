import type { DocumentStore } from './document-store.ts';
import type { IdentityCheckPorts } from './identity-checks.ts';
import type { MalwareScanner } from './malware-scanner.ts';
import type { Messenger } from './messenger.ts';

/** Everything that lives outside the process. */
export interface Ports {
  readonly documents: DocumentStore;
  /** Files of the audit log that people asked for, sealed; swept after a week. */
  readonly exports: DocumentStore;
  readonly scanner: MalwareScanner;
  readonly email: Messenger;
  readonly sms: Messenger;
  readonly checks: IdentityCheckPorts;
}
