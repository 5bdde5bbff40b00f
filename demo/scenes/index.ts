import type { Scene } from '../scene';
import { CRAFTED_SCENES } from './crafted-scenes';
import { DIGEST_SCENES } from './digest-scenes';
import { ENFORCE_SCENES } from './enforce-scenes';
import { FORGERY_SCENES } from './forgery-scenes';
import { NEIGHBOUR_SCENES } from './neighbour-scenes';
import { OUTAGE_SCENES } from './outage-scenes';
import { SIGNER_SCENES } from './signer-scenes';
import { STRANGER_SCENES } from './stranger-scenes';

/** All scenes of the demo, in the order in which they are shown. */
export const SCENES: readonly Scene[] = [
  ...SIGNER_SCENES,
  ...FORGERY_SCENES,
  ...CRAFTED_SCENES,
  ...DIGEST_SCENES,
  ...NEIGHBOUR_SCENES,
  ...STRANGER_SCENES,
  ...OUTAGE_SCENES,
  ...ENFORCE_SCENES,
];
