import { randomBytes, randomUUID } from 'node:crypto';
import type { SigningChain } from '../certificates/signing-chain';
import { toDer } from '../certificates/credential';
import { PLUGIN_NAME } from '../tools/signer-plugin';
import { toCertificateHash } from './certificate-hash';
import { signEnvelope } from './envelope';
import { type ProfileInput, type SigningProfile, signingTimesOf, toJobArn, toSigningProfile } from './signing-profile';

/** One signature that the emulated AWS Signer made. */
export interface SigningJob {
  readonly arn: string;
  readonly id: string;
  readonly profile: SigningProfile;
  readonly payload: Buffer;
  readonly envelope: Buffer;
}

/** What GetRevocationStatus is asked about. */
export interface RevocationQuery {
  readonly profileVersionArn: string;
  readonly jobArn: string;
  readonly certificateHashes: readonly string[];
  readonly signatureTime: Date;
}

/** The profiles, jobs and revocations that the emulated AWS Signer knows. */
export class SignerLedger {
  readonly jobs: SigningJob[] = [];
  private readonly profiles = new Map<string, SigningProfile>();
  private readonly cancelled = new Set<string>();
  private readonly revoked = new Map<string, Date>();

  constructor(readonly chain: SigningChain) {}

  /** Adds a signing profile, as `aws signer put-signing-profile` would. */
  addProfile(input: ProfileInput): SigningProfile {
    const profile = toSigningProfile(input, randomBytes(5).toString('hex'));
    this.profiles.set(profile.arn, profile);
    return profile;
  }

  /** Adds the profile version of an ARN that was made elsewhere; from now on the profile signs by it. */
  addProfileVersion(versionArn: string): SigningProfile {
    const [, , , region = '', account = '', path = ''] = versionArn.split(':');
    const [, , name = '', version = ''] = path.split('/');
    const profile = toSigningProfile({ region, account, name }, version);
    this.profiles.set(profile.arn, profile);
    return profile;
  }

  /** The profile of a name in an account and region, if there is one. */
  findProfile(region: string, account: string, name: string): SigningProfile | undefined {
    return this.profiles.get(toSigningProfile({ region, account, name }, '').arn);
  }

  /** From now on the profile cannot sign; what it signed stays good. */
  cancelProfile(profile: SigningProfile): void {
    this.cancelled.add(profile.arn);
  }

  /** Whether the profile was cancelled. */
  isCancelled(profile: SigningProfile): boolean {
    return this.cancelled.has(profile.arn);
  }

  /** Signatures that the profile made at that time or later are revoked. Default: all of them. */
  revokeProfile(profile: SigningProfile, since: Date = new Date(0)): void {
    this.revoked.set(profile.versionArn, since);
  }

  /** The signature of that job is revoked. */
  revokeJob(jobArn: string): void {
    this.revoked.set(jobArn, new Date(0));
  }

  /** The certificate that signs is revoked, and with it every signature. */
  revokeCertificate(): void {
    const { leaf, intermediate } = this.chain;
    this.revoked.set(toCertificateHash(toDer(leaf), toDer(intermediate)), new Date(0));
  }

  /** Signs with the profile and remembers the job. */
  sign(profile: SigningProfile, payload: Buffer, now: Date = new Date()): SigningJob {
    const id = randomUUID();
    const arn = toJobArn(profile, id);
    const envelope = signEnvelope(
      {
        payload,
        ...signingTimesOf(profile, now),
        verificationPlugin: PLUGIN_NAME,
        verificationPluginMinVersion: '1.0.0',
        jobArn: arn,
        profileVersionArn: profile.versionArn,
      },
      this.chain,
    );
    const job = { arn, id, profile, payload, envelope };
    this.jobs.push(job);
    return job;
  }

  /** Those of the entities asked about that are revoked. */
  revokedEntities({ profileVersionArn, jobArn, certificateHashes, signatureTime }: RevocationQuery): readonly string[] {
    return [profileVersionArn, jobArn, ...certificateHashes].filter((entity) => {
      const since = this.revoked.get(entity);
      return since !== undefined && signatureTime >= since;
    });
  }
}
