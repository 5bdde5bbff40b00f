import type { ImagePublisher, PushedImage } from '../../../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import type { SigningProfile } from '../../../testing/signer/signing-profile';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import { type NotationOutcome, verifyWithNotation } from './verify-with-notation';

/** An ECR host of the offline world. */
export const ECR_HOST = '111122223333.dkr.ecr.us-east-1.amazonaws.com';

let scenes = 0;

/** One signing profile with images of its own: no scene sees another's. */
export class SigningScenario {
  readonly profile: SigningProfile;
  readonly registry: ImagePublisher;
  private readonly name = `scene_${(scenes += 1)}`;

  constructor(
    readonly environment: EmulatedEnvironment,
    input: { readonly validity?: SigningProfile['validity'] } = {},
  ) {
    this.profile = environment.signer.addProfile({ account: '111122223333', name: this.name, ...input });
    this.registry = environment.registry;
  }

  /** An image that nobody signed. */
  pushImage(repository = `${ECR_HOST}/app`): Promise<PushedImage> {
    return this.registry.pushImage({ repository, seed: this.name });
  }

  /** An image that the scene's profile signed. */
  async pushSigned(repository?: string): Promise<PushedImage> {
    const image = await this.pushImage(repository);
    await this.environment.sign(image.reference, this.profile.arn);
    return image;
  }

  /** An image with a signature that AWS Signer never made. */
  async pushCrafted(claims: Partial<CraftedEnvelope>): Promise<PushedImage> {
    const image = await this.pushImage();
    const wanted = { target: image.descriptor, profile: this.profile, chain: this.environment.signer.chain, ...claims };
    await this.registry.attachSignature(image, { kind: 'envelope', envelope: craftEnvelope(wanted) });
    return image;
  }

  /** What notation says about the image. Default: the scene's profile is trusted. */
  verify({ reference }: PushedImage, trusted: readonly string[] = [this.profile.arn]): Promise<NotationOutcome> {
    return verifyWithNotation(this.environment, reference, { trusted });
  }
}

/** What notation answers about an image that it trusts. */
export const trustedOutcome = ({ reference }: PushedImage): Partial<NotationOutcome> => ({
  ended: 0,
  stdout: `Successfully verified signature for ${reference}\n`,
});

/** What notation answers about an image that it does not trust, with that text among its lines. */
export const failedOutcome = (text: string): NotationOutcome => {
  const stderr: unknown = expect.stringContaining(text);
  return { ended: 1, stdout: '', stderr: stderr as string };
};
