import { randomBytes } from 'node:crypto';
import { type HttpRequest, type HttpResponse, registryError } from '../http/http-message';

/** ECR's response to a request without valid credentials; undefined when the credentials are valid. */
export const refuseAsEcr = (request: HttpRequest, issued: ReadonlySet<string>): HttpResponse | undefined => {
  const header = request.headers.authorization;
  if (!header) {
    const challenge = `Basic realm="https://${request.host}/",service="ecr.amazonaws.com"`;
    return { status: 401, headers: { 'www-authenticate': challenge }, body: Buffer.from('Not Authorized\n') };
  }
  const [, encoded = ''] = /^Basic (\S+)$/i.exec(header) ?? [];
  const [user, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  if (user === 'AWS' && issued.has(password.join(':'))) return undefined;
  const message = 'Your authorization token has expired. Reauthenticate and try again.';
  return registryError(403, { code: 'DENIED', message });
};

/** Issues a password that ECR accepts from now on. */
export const issueEcrPassword = (issued: Set<string>): string => {
  const password = randomBytes(24).toString('base64url');
  issued.add(password);
  return password;
};
