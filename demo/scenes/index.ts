import type { Scene } from '../scene';
import { BREAK_GLASS_SCENES } from './break-glass-scenes';
import { CANARY_SCENES } from './canary-scenes';
import { CONTAINER_SCENES } from './container-scenes';
import { CRAFTED_SCENES } from './crafted-scenes';
import { DIGEST_SCENES } from './digest-scenes';
import { ENFORCE_SCENES } from './enforce-scenes';
import { FORGERY_SCENES } from './forgery-scenes';
import { GATE_SCENES } from './gate-scenes';
import { NOTICE_SCENES } from './notice-scenes';
import { OUTAGE_SCENES } from './outage-scenes';
import { PREVIEW_SCENES } from './preview-scenes';
import { REGISTRY_SCENES } from './registry-scenes';
import { SIGNER_SCENES } from './signer-scenes';
import { SWEEP_SCENES } from './sweep-scenes';

/** All scenes of the demo, in the order of the report. */
export const SCENES: readonly Scene[] = [
  ...SIGNER_SCENES,
  ...FORGERY_SCENES,
  ...CRAFTED_SCENES,
  ...DIGEST_SCENES,
  ...CONTAINER_SCENES,
  ...REGISTRY_SCENES,
  ...OUTAGE_SCENES,
  ...ENFORCE_SCENES,
  ...GATE_SCENES,
  ...BREAK_GLASS_SCENES,
  ...SWEEP_SCENES,
  ...NOTICE_SCENES,
  ...CANARY_SCENES,
  ...PREVIEW_SCENES,
];
