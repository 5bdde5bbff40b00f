import type { ImagePublisher, PushedImage } from '../../../testing/registry/image-publisher';
import { craftEnvelope, type CraftedEnvelope } from '../../../testing/signer/craft-envelope';
import type { SigningProfile } from '../../../testing/signer/signing-profile';
import type { EmulatedEnvironment } from '../../../testing/environment/emulated-environment';
import { type NotationOutcome, verifyWithNotation } from './verify-with-notation';

/** An ECR host of the emulated environment. */
export const ECR_HOST = '111122223333.dkr.ecr.us-east-1.amazonaws.com';

let scenarios = 0;

/** A signing profile and images that no other scenario uses. */
export class SigningScenario {
  readonly profile: SigningProfile;
  readonly registry: ImagePublisher;
  private readonly name = `scenario_${(scenarios += 1)}`;

  constructor(
    readonly environment: EmulatedEnvironment,
    input: { readonly validity?: SigningProfile['validity'] } = {},
  ) {
    this.profile = environment.signer.addProfile({ account: '111122223333', name: this.name, ...input });
    this.registry = environment.registry;
  }

  /** Pushes an unsigned image. */
  pushImage(repository = `${ECR_HOST}/app`): Promise<PushedImage> {
    return this.registry.pushImage({ repository, seed: this.name });
  }

  /** Pushes an image and signs it with the scenario's profile. */
  async pushSigned(repository?: string): Promise<PushedImage> {
    const image = await this.pushImage(repository);
    await this.environment.sign(image.reference, this.profile.arn);
    return image;
  }

  /** Pushes an image and attaches a crafted signature. */
  async pushCrafted(claims: Partial<CraftedEnvelope>): Promise<PushedImage> {
    const image = await this.pushImage();
    const envelope = craftEnvelope({
      target: image.descriptor,
      profile: this.profile,
      chain: this.environment.signer.chain,
      ...claims,
    });
    await this.registry.attachSignature(image, { kind: 'envelope', envelope });
    return image;
  }

  /** Verifies the image with notation. Default of `trusted`: the scenario's profile. */
  verify({ reference }: PushedImage, trusted: readonly string[] = [this.profile.arn]): Promise<NotationOutcome> {
    return verifyWithNotation(this.environment, reference, { trusted });
  }
}

/** The outcome of notation for an image that it trusts. */
export const trustedOutcome = ({ reference }: PushedImage): Partial<NotationOutcome> => ({
  ended: 0,
  stdout: `Successfully verified signature for ${reference}\n`,
});

/** The outcome of notation for an image that it doesn't trust, with that text in its output. */
export const failedOutcome = (text: string): NotationOutcome => {
  const stderr: unknown = expect.stringContaining(text);
  return { ended: 1, stdout: '', stderr: stderr as string };
};
