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

/** The input of GetRevocationStatus. */
export interface RevocationQuery {
  readonly profileVersionArn: string;
  readonly jobArn: string;
  readonly certificateHashes: readonly string[];
  readonly signatureTime: Date;
}

/** The profiles, jobs and revocations of the emulated AWS Signer. */
export class SignerLedger {
  readonly jobs: SigningJob[] = [];
  private readonly profiles = new Map<string, SigningProfile>();
  private readonly cancelled = new Set<string>();
  private readonly revoked = new Map<string, Date>();

  constructor(readonly chain: SigningChain) {}

  /** Adds a signing profile, as `aws signer put-signing-profile` does. */
  addProfile(input: ProfileInput): SigningProfile {
    const profile = toSigningProfile(input, randomBytes(5).toString('hex'));
    this.profiles.set(profile.arn, profile);
    return profile;
  }

  /** Adds a profile version that was created elsewhere. From now on the profile signs with this version. */
  addProfileVersion(versionArn: string): SigningProfile {
    const [, , , region = '', account = '', path = ''] = versionArn.split(':');
    const [, , name = '', version = ''] = path.split('/');
    const profile = toSigningProfile({ region, account, name }, version);
    this.profiles.set(profile.arn, profile);
    return profile;
  }

  /** Finds a profile by region, account and name. */
  findProfile(region: string, account: string, name: string): SigningProfile | undefined {
    return this.profiles.get(toSigningProfile({ region, account, name }, '').arn);
  }

  /** Cancels a profile: it can no longer sign. Its existing signatures remain valid. */
  cancelProfile(profile: SigningProfile): void {
    this.cancelled.add(profile.arn);
  }

  /** Whether the profile was cancelled. */
  isCancelled(profile: SigningProfile): boolean {
    return this.cancelled.has(profile.arn);
  }

  /** Revokes the signatures that the profile made at or after `since`. Default: all of them. */
  revokeProfile(profile: SigningProfile, since: Date = new Date(0)): void {
    this.revoked.set(profile.versionArn, since);
  }

  /** Revokes the signature of that job. */
  revokeJob(jobArn: string): void {
    this.revoked.set(jobArn, new Date(0));
  }

  /** Forgets the revocation of the signature of that job, which AWS Signer never does. */
  forgetRevocation(jobArn: string): void {
    this.revoked.delete(jobArn);
  }

  /** Revokes the signing certificate and with it every signature. */
  revokeCertificate(): void {
    const { leaf, intermediate } = this.chain;
    this.revoked.set(toCertificateHash(toDer(leaf), toDer(intermediate)), new Date(0));
  }

  /** Signs with the profile and records the job. */
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

  /** Returns those of the queried entities that are revoked. */
  revokedEntities({ profileVersionArn, jobArn, certificateHashes, signatureTime }: RevocationQuery): readonly string[] {
    return [profileVersionArn, jobArn, ...certificateHashes].filter((entity) => {
      const since = this.revoked.get(entity);
      return since !== undefined && signatureTime >= since;
    });
  }
}
