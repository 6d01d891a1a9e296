import { type ActionSpec, actionsOf } from './action-spec.ts';

const application = actionsOf('application');
const evidence = actionsOf('evidence');
const review = actionsOf('review');
const risk = actionsOf('risk');

const OUTCOME = ['status', 'round', 'stage', 'reasons', 'version'] as const;
const ALERT = ['type', 'severity', 'score', 'signals'] as const;
const OVERRIDE = ['override', 'from', 'to', 'state', 'endsAt'] as const;

/** An application from its start to its decision, and what is found about it on the way. */
export const CASE_ACTIONS = {
  'application.started': application('kyc_application', 'status', 'previous'),
  'application.submitted': application('kyc_application', 'status', 'round'),
  'application.withdrawn': application('kyc_application', 'status', 'because'),
  'application.abandoned': application('kyc_application', 'status'),
  'application.expired': application('kyc_application', 'status', 'version'),
  'application.approved': application('kyc_application', ...OUTCOME),
  'application.first-approved': application('kyc_application', ...OUTCOME),
  'application.rejected': application('kyc_application', ...OUTCOME),
  'application.more-requested': application('kyc_application', ...OUTCOME),
  'application.approval-voided': application('kyc_application', 'because', 'status', 'round', 'version'),

  'requirement.chosen': evidence('kyc_application', 'requirement', 'version'),
  'requirement.given': evidence('kyc_application', 'requirement', 'version', 'given'),
  'requirement.asked-again': evidence('kyc_application', 'requirement', 'version'),
  'check.requested': evidence('kyc_application', 'check', 'kind', 'requirement', 'provider'),
  'check.finished': evidence('kyc_application', 'check', 'kind', 'requirement', 'state', 'version'),
  'document.received': evidence('kyc_application', 'requirement', 'version', 'document', 'type', 'side', 'sha256'),
  'document.checked': evidence('kyc_application', 'requirement', 'version', 'document', 'status', 'reason', 'scanner'),
  'document.lost': evidence('kyc_application', 'requirement', 'version', 'document', 'status', 'reason'),
  'document.found': evidence('kyc_application', 'requirement', 'version', 'document', 'status'),
  'document.removed': evidence('kyc_application', 'requirement', 'version', 'document'),
  'document.viewed': evidence('kyc_document'),
  'document.file-removed': evidence('kyc_document', 'reason', 'status'),
  'document.file-kept': evidence('kyc_document', 'reason', 'status'),
  'upload.announced': evidence('upload', 'type', 'size'),
  'upload.cancelled': evidence('upload', 'received'),
  'upload.expired': evidence('upload', 'received'),
  'upload.displaced': evidence('upload', 'received'),
  'upload.refused': evidence('upload', 'code'),

  'case.viewed': review('kyc_application'),
  'case.claimed': review('kyc_application', 'until'),
  'case.returned': review('kyc_application', 'because', 'person'),
  'case.lapsed': review('kyc_application', 'lapses'),
  'case.handed-over': review('kyc_application', 'to', 'version'),
  'case.assigned': review('kyc_application', 'to', 'takenFrom', 'version'),
  'case.unassigned': review('kyc_application', 'to', 'takenFrom', 'version', 'because', 'person'),
  'case.noted': review('kyc_application', 'note', 'mentions'),
  'requirement.judged': review('kyc_application', 'requirement', 'verdict', 'reason', 'version'),
  'decision.held': review('kyc_application', 'kind', 'until'),
  'decision.undone': review('kyc_application', 'kind'),
  'decision.dropped': review('kyc_application', 'kind', 'because', 'author'),
  'saved_view.saved': review('saved_view', 'isShared'),
  'saved_view.removed': review('saved_view'),

  'risk.band-changed': risk('kyc_application', 'band', 'score', 'cause', 'version'),
  'risk.override-asked': risk('kyc_application', ...OVERRIDE),
  'risk.override-confirmed': risk('kyc_application', ...OVERRIDE),
  'risk.override-refused': risk('kyc_application', ...OVERRIDE),
  'risk.override-ended': risk('kyc_application', ...OVERRIDE, 'because'),
  'fraud-alert.raised': risk('fraud_alert', ...ALERT),
  'fraud-alert.raised-again': risk('fraud_alert', ...ALERT),
  'fraud-alert.viewed': risk('fraud_alert'),
  'fraud-alert.owned': risk('fraud_alert', 'from', 'version'),
  'fraud-alert.released': risk('fraud_alert', 'version'),
  'fraud-alert.noted': risk('fraud_alert', 'version'),
  'fraud-alert.resolved': risk('fraud_alert', 'resolution', 'version'),
} as const satisfies Record<string, ActionSpec>;
