import {
  groupImages,
  toLoadedTrust,
  verifyGroups,
  type AddressedTrustDocument,
  type ImageGroups,
  type Inventory,
  type LoadedTrust,
  type VerifiedGroup,
  type VerifyImage,
} from '../../../verification';

/** What verifying an inventory works with. */
export interface InventoryVerifier {
  readonly verifyImage: VerifyImage;
  readonly now: () => number;
  /** Throws after an interruption. */
  readonly throwIfInterrupted: () => void;
  readonly onVerified: (done: number, all: number) => void;
}

/** An inventory, verified by one trust document. */
export interface VerifiedInventory {
  readonly trust: LoadedTrust;
  readonly groups: ImageGroups;
  readonly verified: readonly VerifiedGroup[];
}

/** Verifies each image that runs once, with the same engine as the functions. */
export const verifyInventory = async (
  inventory: Pick<Inventory, 'tasks'>,
  document: AddressedTrustDocument,
  { verifyImage, now, throwIfInterrupted, onVerified }: InventoryVerifier,
): Promise<VerifiedInventory> => {
  const trust = toLoadedTrust(document);
  const groups = groupImages(inventory, trust, now());
  const all = groups.groups.length;
  let done = 0;
  const count = (): void => {
    throwIfInterrupted();
    done += 1;
    onVerified(done, all);
  };
  const verified = await verifyGroups(groups.groups, { trust, onVerified: count }, { now, verifyAfresh: verifyImage });
  return { trust, groups, verified };
};
