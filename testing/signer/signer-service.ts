import { parseJsonOrUndefined } from '../../contracts/schema/parse-json-or-undefined';
import { type HandleRequest, awsError, type HttpResponse, type HttpRequest, jsonResponse } from '../http/http-message';
import type { SignerLedger } from './signer-ledger';

interface SignPayloadInput {
  readonly payload?: string;
  readonly profileName?: string;
  readonly profileOwner?: string;
}

const parseSignPayload = (body: Buffer): SignPayloadInput => {
  const parsed = parseJsonOrUndefined(body.toString());
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
};

const invalid = (message: string): HttpResponse => awsError(400, { code: 'ValidationException', message });

const signPayload = (ledger: SignerLedger, region: string, { body }: HttpRequest): HttpResponse => {
  const { payload, profileName, profileOwner } = parseSignPayload(body);
  if (!payload || !profileName || !profileOwner)
    return invalid('payload, profileName and profileOwner are required here');
  const profile = ledger.findProfile(region, profileOwner, profileName);
  if (!profile) {
    return awsError(404, { code: 'ResourceNotFoundException', message: `Signing profile ${profileName} not found` });
  }
  if (ledger.isCancelled(profile)) return invalid(`Signing profile ${profileName} is canceled`);
  const job = ledger.sign(profile, Buffer.from(payload, 'base64'));
  return jsonResponse(200, {
    jobId: job.id,
    jobOwner: profile.account,
    metadata: {
      'com.amazonaws.signer.signingJob': job.arn,
      'com.amazonaws.signer.signingProfileVersion': profile.versionArn,
    },
    signature: job.envelope.toString('base64'),
  });
};

const getRevocationStatus = (ledger: SignerLedger, query: URLSearchParams): HttpResponse => {
  const profileVersionArn = query.get('profileVersionArn');
  const jobArn = query.get('jobArn');
  const timestamp = query.get('signatureTimestamp');
  const certificateHashes = query.getAll('certificateHashes');
  if (!profileVersionArn || !jobArn || !timestamp || certificateHashes.length === 0 || !query.get('platformId')) {
    return invalid('a required parameter of GetRevocationStatus is missing');
  }
  const revocationQuery = { profileVersionArn, jobArn, certificateHashes, signatureTime: new Date(timestamp) };
  return jsonResponse(200, { revokedEntities: ledger.revokedEntities(revocationQuery) });
};

const REVOKE = /^\/signing-jobs\/(?<id>[A-Za-z0-9-]+)\/revoke$/;

const revokeSignature = (ledger: SignerLedger, jobId: string): HttpResponse => {
  const job = ledger.jobs.find(({ id }) => id === jobId);
  if (job === undefined) return awsError(404, { code: 'ResourceNotFoundException', message: `no job ${jobId}` });
  ledger.revokeJob(job.arn);
  return jsonResponse(200, {});
};

/** AWS Signer's SignPayload, RevokeSignature and GetRevocationStatus in one region, backed by the ledger. */
export const createSignerService =
  (ledger: SignerLedger, region: string): HandleRequest =>
  async (request) => {
    const { pathname, searchParams } = new URL(request.path, 'https://signer');
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
      return awsError(403, { code: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' });
    }
    if (request.method === 'POST' && pathname === '/signing-jobs/with-payload')
      return signPayload(ledger, region, request);
    const { id: revoked } = REVOKE.exec(pathname)?.groups ?? {};
    if (request.method === 'PUT' && revoked !== undefined) return revokeSignature(ledger, revoked);
    if (request.method === 'GET' && pathname === '/revocations') return getRevocationStatus(ledger, searchParams);
    const message = `no operation ${request.method} ${pathname}`;
    return awsError(404, { code: 'UnknownOperationException', message });
  };
